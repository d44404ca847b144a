const cors = require('cors');

// ruleid: javascript-cors-any-origin-with-credentials
app.use(cors({ origin: true, credentials: true }));
// ok: javascript-cors-any-origin-with-credentials
app.use(cors({ origin: ['https://shop.example'], credentials: true }));
// ok: javascript-cors-any-origin-with-credentials
app.use(cors({ origin: true }));
// ruleid: javascript-cors-any-origin-with-credentials
const io = new Server(http, { cors: { origin: '*', credentials: true } });
// ruleid: javascript-cors-any-origin-with-credentials
fastify.register(require('@fastify/cors'), { origin: true, credentials: true });
