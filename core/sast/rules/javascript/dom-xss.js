function hits() {
  const box = document.getElementById('box');
  const text = decodeURIComponent(location.hash.slice(1));
  // ruleid: javascript-dom-xss
  box.innerHTML = '<b>' + text + '</b>';
  // ruleid: javascript-dom-xss
  document.write(window.location.search);
}

function misses(box) {
  // ok: javascript-dom-xss
  box.textContent = location.hash;
  // ok: javascript-dom-xss
  box.innerHTML = DOMPurify.sanitize(location.hash);
  // ok: javascript-dom-xss
  box.innerHTML = '<b>fixed</b>';
  // ok: javascript-dom-xss
  window.location.href = '/home';
}
