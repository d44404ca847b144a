const nunjucks = require('nunjucks');
const handlebars = require('handlebars');

// ruleid: javascript-template-autoescape-off
nunjucks.configure('views', { autoescape: false, express: app });
// ok: javascript-template-autoescape-off
nunjucks.configure('views', { autoescape: true, express: app });
// ruleid: javascript-template-autoescape-off
const mail = handlebars.compile(source, { noEscape: true });
// ok: javascript-template-autoescape-off
const page = handlebars.compile(source);
