// Runs the served token script in a small stand-in for a browser's window and checks its promises.
// Arguments: the script's file, the page listener's address, merchant id, key.
"use strict";
const assert = require("assert");
const fs = require("fs");
const vm = require("vm");

const [file, pages, merchant, key] = process.argv.slice(2);
const source = fs.readFileSync(file, "utf8");

/** A window with what the script may find in it. */
function load(parts) {
  const window = Object.assign(
    { setTimeout, document: { currentScript: { src: pages + "/js/PaygentToken.js?v=1" } } },
    parts
  );
  vm.runInNewContext(source, { window, JSON, encodeURIComponent });
  return window.PaygentToken;
}

/** Calls a method of a new instance; the answer, and whether the call returned first. */
function call(PaygentToken, method, card, setUp) {
  return new Promise((resolve) => {
    const instance = new PaygentToken();
    if (setUp) setUp(instance);
    let returned = false;
    let calls = 0;
    const result = instance[method](merchant, key, card, (answer) => {
      calls += 1;
      assert.strictEqual(returned, true, "called back inside the call");
      setTimeout(() => {
        assert.strictEqual(calls, 1, "called back more than once");
        resolve(answer);
      }, 20);
    });
    assert.strictEqual(result, undefined);
    returned = true;
  });
}

async function main() {
  const good = { card_number: "4900000000000000", expire_year: "30", expire_month: "1", cvc: "123", name: "TARO" };
  const Real = load({ fetch });
  let answer = await call(Real, "createToken", good);
  assert.strictEqual(answer.result, "0000");
  assert.match(answer.tokenizedCardObject.token, /^tok_[0-9a-z]{24}$/);
  assert.strictEqual(answer.tokenizedCardObject.masked_card_number, "************0000");
  assert.strictEqual(typeof answer.hc, "string");
  answer = await call(Real, "createCvcToken", { cvc: "123" });
  assert.deepStrictEqual(Object.keys(answer.tokenizedCardObject), ["token", "valid_until"]);
  answer = await call(Real, "createCvcToken", {});
  assert.deepStrictEqual({ ...answer }, { result: "1601" });
  answer = await call(Real, "createToken", null);
  assert.strictEqual(answer.result, "1300");

  answer = await call(Real, "createToken", good, (instance) => { instance.URL = "http://127.0.0.1:9/"; });
  assert.strictEqual(answer.result, "7001");
  answer = await call(Real, "createToken", good, (instance) => { instance.URL = pages + "/nothing"; });
  assert.strictEqual(answer.result, "7001");
  answer = await call(Real, "createToken", good, (instance) => { instance.URL = pages + "/js/PaygentToken.js"; });
  assert.strictEqual(answer.result, "7001");
  answer = await call(load({}), "createToken", good);
  assert.strictEqual(answer.result, "7000");

  // XMLHttpRequest is preferred: an old browser's way.
  const sent = [];
  function Old() { this.headers = {}; }
  Old.prototype.open = function (method, address) { this.line = method + " " + address; };
  Old.prototype.setRequestHeader = function (name, value) { this.headers[name] = value; };
  Old.prototype.send = function (body) {
    sent.push([this.line, body]);
    this.status = 200;
    this.responseText = sent.length === 1 ? '{"result":"1200"}' : "<html>";
    this.onload();
    this.onload();
    this.onerror();
  };
  const WithOld = load({ XMLHttpRequest: Old });
  answer = await call(WithOld, "createToken", { card_number: 4900, expire_year: 5, expire_month: 1 });
  assert.strictEqual(answer.result, "1200");
  assert.strictEqual(sent[0][0], "POST " + pages + "/n/token/request");
  assert.ok(sent[0][1].endsWith("card_number=4900&card_expire_year=05&card_expire_month=01"), sent[0][1]);
  answer = await call(WithOld, "createToken", good);
  assert.strictEqual(answer.result, "7001");
  new WithOld().createToken(merchant, key, good, "no function");
  assert.strictEqual(sent.length, 2);
  console.log("all right");
}

main().catch((cause) => { console.error(cause); process.exit(1); });
