/*
 * ローカル試験環境: a stand-in for Paygent's token script, call-compatible with it.
 * Card data goes to the server this script came from and nowhere else.
 */
(function (window) {
  "use strict";

  var UNSUPPORTED = "7000";
  var FAILED = "7001";

  var own = window.document && window.document.currentScript;
  var server = (own && own.src ? own.src : window.location.href)
    .replace(/^([a-z]+:\/\/[^\/]*)[\s\S]*$/i, "$1/n/token/request");

  function PaygentToken() {
    /** The address of the token server; may be set to another one. */
    this.URL = server;
  }

  PaygentToken.prototype.createToken = function (merchantId, key, card, callback) {
    card = card || {};
    send(this.URL, {
      merchant_id: merchantId,
      token_generate_key: key,
      card_number: card.card_number,
      card_expire_year: twoDigits(card.expire_year),
      card_expire_month: twoDigits(card.expire_month),
      card_cvc: card.cvc,
      card_name: card.name
    }, callback);
  };

  PaygentToken.prototype.createCvcToken = function (merchantId, key, card, callback) {
    card = card || {};
    send(this.URL, {
      merchant_id: merchantId,
      token_generate_key: key,
      card_cvc: card.cvc,
      cvc_only_flg: "1"
    }, callback);
  };

  function text(value) {
    return value === undefined || value === null ? "" : String(value);
  }

  function twoDigits(value) {
    value = text(value);
    return /^[0-9]$/.test(value) ? "0" + value : value;
  }

  function send(address, fields, callback) {
    if (typeof callback !== "function") {
      return;
    }
    var done = false;
    // Exactly once, and never inside the caller's call.
    function finish(answer) {
      if (!done) {
        done = true;
        window.setTimeout(function () { callback(answer); }, 0);
      }
    }
    function received(status, body) {
      var answer = null;
      if (status === 200) {
        try {
          answer = JSON.parse(body);
        } catch (ignored) {
          answer = null;
        }
      }
      var readable = answer !== null && typeof answer === "object" && typeof answer.result === "string";
      finish(readable ? answer : { result: FAILED });
    }

    var pairs = [];
    for (var name in fields) {
      if (text(fields[name]) !== "") {
        pairs.push(name + "=" + encodeURIComponent(text(fields[name])));
      }
    }
    var body = pairs.join("&");
    try {
      if (typeof window.XMLHttpRequest === "function") {
        var request = new window.XMLHttpRequest();
        request.open("POST", address, true);
        request.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
        request.onload = function () { received(request.status, request.responseText); };
        request.onerror = request.onabort = request.ontimeout = function () { finish({ result: FAILED }); };
        request.send(body);
      } else if (typeof window.fetch === "function") {
        window.fetch(address, {
          method: "POST",
          headers: { "Content-Type": "application/x-www-form-urlencoded" },
          body: body
        }).then(function (response) {
          return response.text().then(function (answer) { received(response.status, answer); });
        })["catch"](function () { finish({ result: FAILED }); });
      } else {
        finish({ result: UNSUPPORTED });
      }
    } catch (ignored) {
      finish({ result: FAILED });
    }
  }

  window.PaygentToken = PaygentToken;
})(window);
