/// The script of all pages; everything works without it.
///
/// It shows and hides passwords, keeps a form from being sent twice, and ticks off what a password must be while it is
/// typed.
enum Script {
    static let text = #"""
        (function () {
          "use strict";
          document.querySelectorAll("[data-action=toggle]").forEach(function (button) {
            var input = document.getElementById(button.getAttribute("aria-controls"));
            function show(shown) {
              input.type = shown ? "text" : "password";
              button.setAttribute("aria-label", shown ? button.dataset.hide : button.dataset.show);
              button.toggleAttribute("data-shown", shown);
            }
            button.hidden = false;
            button.addEventListener("click", function () {
              show(input.type === "password");
              input.focus();
            });
            if (input.form) input.form.addEventListener("submit", function () { show(false); });
          });

          document.querySelectorAll("form").forEach(function (form) {
            form.addEventListener("submit", function (event) {
              if (form.hasAttribute("data-busy")) event.preventDefault();
              else form.setAttribute("data-busy", "");
            });
          });
          window.addEventListener("pageshow", function () {
            document.querySelectorAll("[data-busy]").forEach(function (form) { form.removeAttribute("data-busy"); });
          });

          var classes = {
            lowerCase: /[a-z]/, upperCase: /[A-Z]/, numbers: /[0-9]/, nonEmpty: /[^]/,
            specialCharacters: /[ -\/:-@\[-`{-~]/
          };
          function items(rule) { return Array.from(rule.querySelectorAll("[data-rule]")); }
          function holds(rule, password) {
            var count = Number(rule.dataset.count);
            var length = Array.from(password).length;
            switch (rule.dataset.rule) {
              case "lengthAtLeast": return length >= count;
              case "identicalChars": return length > 0 && !new RegExp("(.)\\1{" + count + "}", "s").test(password);
              case "containsAtLeast":
                return items(rule).filter(function (item) { return holds(item, password); }).length >= count;
              case "shouldContain": return items(rule).every(function (item) { return holds(item, password); });
              default: return rule.dataset.rule in classes ? classes[rule.dataset.rule].test(password) : null;
            }
          }
          document.querySelectorAll("[data-rules]").forEach(function (list) {
            var input = document.getElementById(list.dataset.rules);
            if (!input) return;
            input.addEventListener("input", function () {
              list.querySelectorAll("[data-rule]").forEach(function (rule) {
                var met = holds(rule, input.value);
                if (met === null) return;
                rule.classList.toggle("met", met);
                rule.classList.remove("unmet");
                rule.querySelector(".state").textContent = met ? list.dataset.met : "";
              });
            });
          });
        })();
        """#
}
