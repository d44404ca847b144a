const { BrowserWindow } = require('electron');

// ruleid: javascript-electron-node-in-page
new BrowserWindow({ width: 800, webPreferences: { nodeIntegration: true } });
// ruleid: javascript-electron-node-in-page
new BrowserWindow({ webPreferences: { contextIsolation: false } });
// ok: javascript-electron-node-in-page
new BrowserWindow({ webPreferences: { preload, contextIsolation: true } });
