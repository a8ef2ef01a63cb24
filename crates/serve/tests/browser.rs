//! Every page in a real browser: no error on its console, its marks on the right words, a hostile report still
//! text, names for everything that can be used, contrast, a phone's width, the keyboard.
//!
//! Where no browser is installed the test says so and checks nothing.

mod chromium;
mod site;

use std::sync::mpsc;

use chromium::Browser;
use serde_json::Value;
use site::{PAGES, ledger, options};

/// Names, roles, headings, ids, and whether anything sticks out; each fault as a line.
const FAULTS: &str = r#"
const faults = [];
const named = (one) => (one.labels && one.labels.length) || one.getAttribute("aria-label") || one.textContent.trim() || one.querySelector("title");
for (const one of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
  if (!((one.labels && one.labels.length) || one.getAttribute("aria-label"))) faults.push("no label: " + one.outerHTML);
for (const one of document.querySelectorAll("a[href], button, summary, progress"))
  if (!named(one)) faults.push("no name: " + one.outerHTML);
for (const one of document.querySelectorAll("svg"))
  if (!one.getAttribute("role") || !one.getAttribute("aria-label")) faults.push("no name: svg");
for (const one of document.querySelectorAll("img")) if (!one.alt) faults.push("no alternative: " + one.outerHTML);
const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
for (const id of ids) if (ids.filter((other) => other === id).length > 1) faults.push("id twice: " + id);
for (const one of document.querySelectorAll("a[href^='#']")) {
  const id = decodeURIComponent(one.getAttribute("href").slice(1));
  if (id && !document.getElementById(id)) faults.push("leads nowhere: " + one.outerHTML);
}
if (document.querySelectorAll("main").length !== 1) faults.push("not one main");
if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
let level = 0;
for (const one of document.querySelectorAll("h1, h2, h3")) {
  const now = Number(one.tagName[1]);
  if (now > level + 1) faults.push("heading passed over before: " + one.textContent);
  level = now;
}
for (const one of document.querySelectorAll("table")) if (!one.querySelector("th[scope=col]")) faults.push("table without headers");
if (document.documentElement.scrollWidth > window.innerWidth + 1) {
  const wide = [...document.querySelectorAll("main *")].find((one) => one.getBoundingClientRect().right > window.innerWidth + 1 && !one.closest(".scroll"));
  faults.push("wider than the window: " + (wide ? wide.outerHTML.slice(0, 200) : "?"));
}
return faults;
"#;

/// Words that stand out too little from what is behind them, by the measure of WCAG AA.
const PALE: &str = r#"
const faults = new Set();
const parse = (text) => { const all = text.match(/[\d.]+/g).map(Number); return [all[0], all[1], all[2], all.length > 3 ? all[3] : 1]; };
const light = (c) => { const [r, g, b] = c.slice(0, 3).map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
const behind = (one) => {
  const layers = [];
  for (let at = one; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
  let colour = [255, 255, 255, 1];
  for (const layer of layers.reverse()) if (layer[3] > 0) colour = over(layer, colour);
  return colour;
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const one = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || !one.getClientRects().length || one.closest("svg, option, .skip, .hidden")) continue;
  const style = getComputedStyle(one);
  const back = behind(one);
  const [a, b] = [light(over(parse(style.color), back)), light(back)];
  const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && Number(style.fontWeight) >= 700);
  if (contrast < (large ? 3 : 4.5)) faults.add(contrast.toFixed(2) + " " + style.color + " on " + back.slice(0, 3).map(Math.round) + ": " + one.tagName + "." + one.className);
}
return [...faults];
"#;

/// The words marked for each part of each row, compared with the API's selectors.
const MARKS: &str = r##"
const done = arguments[arguments.length - 1];
fetch("/api/v1/reports/strait-1/annotations").then((answer) => answer.json()).then((page) => {
  const squeezed = (text) => text.replace(/\s+/g, "");
  const faults = [];
  for (const item of page.items) {
    const [part, address] = item.body.map((body) => body.value);
    const row = address.split("#").pop();
    const pieces = [...document.querySelectorAll(".text mark." + part)].filter((one) => one.dataset.rows.split(" ").includes(row));
    const words = squeezed(pieces.map((one) => one.textContent).join(""));
    if (!words.includes(squeezed(item.target.selector[0].exact))) faults.push(address + " " + part + ": " + words);
  }
  done([page.items.length, faults]);
}).catch((error) => done([0, [String(error)]]));
"##;

fn faults(value: &Value) -> Vec<String> {
    let all = value.as_array().cloned().unwrap_or_default();
    all.iter().map(|one| one.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn it_knows_how_its_pages_do_in_a_browser() {
    let Some(browser) = Browser::start() else {
        eprintln!(
            "\n!!! NOT CHECKED: no chromedriver with a Chromium here, so no page was opened in a browser."
        );
        eprintln!("!!! Debian: apt-get install --no-install-recommends chromium chromium-driver\n");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("test.ledger");
    ledger(&path);
    let (told, address) = mpsc::channel();
    let options = options(&path, None);
    std::thread::spawn(move || {
        let any = ([127, 0, 0, 1], 0).into();
        serve::run(&options, any, |address| told.send(address).expect("the test waits"))
    });
    let site = format!("http://{}", address.recv().expect("it listens"));

    let mut all = Vec::new();
    for page in PAGES {
        for (width, scheme) in [(1280, "light"), (400, "dark")] {
            browser.resize(width, 900);
            browser.prefer(scheme);
            browser.open(&format!("{site}{page}"));
            let mut found = browser.console();
            found.extend(faults(&browser.run(FAULTS)));
            found.extend(faults(&browser.run(PALE)));
            all.extend(found.into_iter().map(|fault| format!("{page} ({width}, {scheme}): {fault}")));
            assert_eq!(browser.run("return typeof window.pwned"), "undefined", "{page}");
        }
    }
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));

    browser.resize(1280, 900);
    browser.prefer("light");
    browser.open(&format!("{site}/reports/strait-1"));
    let marked = browser.wait(MARKS);
    assert!(marked[0].as_u64().is_some_and(|count| count > 5), "{marked}");
    assert_eq!(faults(&marked[1]), Vec::<String>::new());

    let lit = "return [document.querySelector('li.row.lit').dataset.row, document.querySelectorAll('mark.lit').length]";
    browser.run("document.querySelector('li.row').focus()");
    let first = browser.run(lit);
    assert!(first[1].as_u64().is_some_and(|count| count > 0), "{first}");
    browser
        .run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}))");
    let second = browser.run(lit);
    assert_ne!(first[0], second[0], "a key goes to the next row");
    browser
        .run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'k', bubbles: true}))");
    assert_eq!(browser.run(lit)[0], first[0]);

    browser.open(&format!("{site}/reports/a%2Fb%20c%23d%3F%26%3C%22"));
    let words = browser.run("return document.querySelector('.text').innerText");
    assert!(words.as_str().is_some_and(|words| words.contains("<script>window.pwned=1</script>")), "{words}");
    assert_eq!(browser.run("return document.querySelectorAll('main script, main img').length"), 0);

    browser.open(&format!("{site}/add"));
    browser.run(
        "document.querySelector('textarea').value = 'Ana Ruiz said on Monday that the port was shut.'; \
         document.querySelector('form.add').submit()",
    );
    let mut text = String::new();
    for _ in 0..100 {
        std::thread::sleep(std::time::Duration::from_millis(100));
        text = browser.run("return document.body.innerText").as_str().unwrap_or_default().to_owned();
        if text.contains("done") {
            break;
        }
    }
    assert!(text.contains("new"), "{text}");
    assert_eq!(browser.console(), Vec::<String>::new());
}
