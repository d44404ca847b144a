// ruleid: javascript-message-origin-unchecked
window.addEventListener('message', (event) => show(event.data));
// ruleid: javascript-message-origin-unchecked
window.addEventListener('message', function (e) {
  const data = e.data;
  show(data);
});
// ok: javascript-message-origin-unchecked
window.addEventListener('message', (event) => {
  if (event.origin !== 'https://shop.example') return;
  show(event.data);
});
// ok: javascript-message-origin-unchecked
window.addEventListener('message', (event) => {
  if (event.source === frame) show(event.data);
});
// ok: javascript-message-origin-unchecked
window.addEventListener('click', (event) => show(event.data));
