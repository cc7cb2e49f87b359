// Stand-in for Paidy Checkout in the local test environment: the same calls, no internet.
//   var paidy = Paidy.configure({ api_key: "pk_test_…", logo_url: "…", closed: function (data) { … } });
//   paidy.launch(payload);
(function () {
  "use strict";

  var origin = new URL(document.currentScript.src).origin;
  var windows = 0;

  function configure(options) {
    var settings = options || {};
    if (settings.token) {
      console.error("Paidy（ローカル試験環境）: token（定期購入）は利用できません。");
    }
    return {
      launch: function (payload) {
        launch(settings, payload);
      },
    };
  }

  function launch(settings, payload) {
    var told = false;

    // Called exactly once for every launch.
    function close(data) {
      if (told) {
        return;
      }
      told = true;
      window.removeEventListener("message", hear);
      if (shade.parentNode) {
        shade.parentNode.removeChild(shade);
      }
      if (typeof settings.closed === "function") {
        settings.closed(data);
      }
    }

    function hear(event) {
      if (event.origin === origin && event.source === frame.contentWindow && event.data && event.data.paidyLocal) {
        close(event.data.paidyLocal);
      }
    }

    windows += 1;
    var shade = element("div", "position:fixed;inset:0;z-index:2147483647;background:rgba(0,0,0,.55);display:flex;align-items:center;justify-content:center");
    if (settings.token) {
      close({ status: "closed" });
      return;
    }
    var box = element("div", "display:flex;flex-direction:column;width:min(30rem,100%);height:min(44rem,100%);background:#fff;border-radius:.5rem;overflow:hidden");
    var bar = element("div", "display:flex;justify-content:space-between;align-items:center;padding:.5rem .75rem;background:#fff3d6;color:#8a4b00;font:14px sans-serif");
    bar.appendChild(document.createTextNode("Paidy（試験用）"));
    var button = element("button", "font:inherit;padding:.25rem .75rem;cursor:pointer");
    button.type = "button";
    button.textContent = "閉じる";
    button.addEventListener("click", function () {
      close({ status: "closed" });
    });
    bar.appendChild(button);
    var frame = element("iframe", "flex:1;border:0");
    frame.name = "paidy-local-" + windows;
    frame.title = "Paidyの試験画面";
    box.appendChild(bar);
    box.appendChild(frame);
    shade.appendChild(box);

    var form = element("form", "display:none");
    form.method = "post";
    form.action = origin + "/paidy/checkout";
    form.target = frame.name;
    form.acceptCharset = "UTF-8";
    hide(form, "api_key", settings.api_key || "");
    hide(form, "payload", JSON.stringify(payload || {}));
    shade.appendChild(form);

    window.addEventListener("message", hear);
    document.body.appendChild(shade);
    form.submit();
  }

  function element(name, style) {
    var made = document.createElement(name);
    made.style.cssText = style;
    return made;
  }

  function hide(form, name, value) {
    var input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.appendChild(input);
  }

  window.Paidy = { configure: configure };
})();
