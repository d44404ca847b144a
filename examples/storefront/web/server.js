const express = require("express");
const https = require("https");
const { exec, execFile } = require("child_process");

const app = express();

// Planted: the file's name from the address bar reaches a shell.
app.get("/thumbnail", (request, response) => {
  const picture = request.query.picture;
  exec("convert pictures/" + picture + " -resize 200 -", (error, output) => {
    response.type("png").send(output);
  });
});

// Right: no shell, and the name is one of ours.
app.get("/logo", (request, response) => {
  execFile("convert", ["pictures/logo.svg", "png:-"], (error, output) => {
    response.type("png").send(output);
  });
});

// Planted: any certificate will do, so anybody can be the price service.
const prices = new https.Agent({ rejectUnauthorized: false });

app.get("/price", (request, response) => {
  https.get("https://pricing.storefront.example/today", { agent: prices }, (answer) => answer.pipe(response));
});

app.listen(8080);
