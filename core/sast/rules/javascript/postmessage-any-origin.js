// ruleid: javascript-postmessage-any-origin
parent.postMessage({ token }, '*');
// ok: javascript-postmessage-any-origin
parent.postMessage({ token }, 'https://shop.example');
// ok: javascript-postmessage-any-origin
parent.postMessage('ready', '*');
// ok: javascript-postmessage-any-origin
worker.postMessage({ token });
