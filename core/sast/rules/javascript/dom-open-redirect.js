const params = new URLSearchParams(location.search);
// ruleid: javascript-dom-open-redirect
location.href = params.get('next');
// ruleid: javascript-dom-open-redirect
window.location.assign(window.location.hash.slice(1));
// ok: javascript-dom-open-redirect
location.href = '/login?next=' + encodeURIComponent(location.search);
// ok: javascript-dom-open-redirect
location.href = '/search' + location.search;
// ok: javascript-dom-open-redirect
location.href = 'index.html#' + location.search;
// ok: javascript-dom-open-redirect
location.reload();
