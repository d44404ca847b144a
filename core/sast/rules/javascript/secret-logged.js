// ruleid: javascript-secret-logged
console.log('login', user, password);
// ruleid: javascript-secret-logged
logger.info(`key ${config.apiKey}`);
// ok: javascript-secret-logged
console.log('login', user);
// ok: javascript-secret-logged
console.log('password');
// ok: javascript-secret-logged
logger.info('password set', Boolean(password));
// ok: javascript-secret-logged
store.log(password);
