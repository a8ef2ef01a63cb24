//! Every address of the site, asked without a network.

mod site;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use proptest::prelude::*;
use serde_json::Value;
use site::{ANSWERS, HOSTILE, PAGES, ask, get, ledger, site};

fn folder() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("test.ledger");
    ledger(&path);
    (folder, path)
}

#[tokio::test]
async fn it_knows_that_every_page_is_there_and_shut_to_the_outside() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    for page in PAGES.iter().chain(&ANSWERS) {
        let answer = get(&site, page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.text);
        let policy = answer.headers["content-security-policy"].to_str().expect("text");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{page}: {policy}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{page}");
    }
    for page in PAGES {
        let text = get(&site, page).await.text;
        assert!(text.contains("</html>") && text.contains("<html lang=\"en\">"), "{page}");
        // Nothing inline, nothing from elsewhere.
        for inline in [" style=", "<style", " onclick=", "<script>", "src=\"http", "href=\"http", "//fonts"] {
            assert!(!text.contains(inline), "{page} has {inline}");
        }
    }
}

#[tokio::test]
async fn it_knows_that_a_hostile_report_stays_text() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    let mut shown = 0;
    for page in PAGES.iter().chain(&ANSWERS) {
        let answer = get(&site, page).await;
        let kind = answer.headers["content-type"].to_str().expect("text").to_owned();
        if kind.starts_with("text/html") || kind.starts_with("application/atom") {
            assert!(!answer.text.contains("<script>window"), "{page}");
            assert!(!answer.text.contains("<img"), "{page}");
            shown += answer.text.matches("&lt;script&gt;window.pwned=1").count();
        }
    }
    assert!(shown > 10, "the hostile words are shown as words: {shown}");
    let report = get(&site, "/reports/a%2Fb%20c%23d%3F%26%3C%22").await.text;
    assert!(report.contains("onerror=&quot;window.pwned=1&quot;"), "{report}");
    let record: Value =
        serde_json::from_str(&get(&site, "/api/v1/reports/a%2Fb%20c%23d%3F%26%3C%22").await.text)
            .expect("JSON");
    assert!(
        record["text"].as_str().is_some_and(|text| text.contains(HOSTILE)),
        "records keep every character"
    );
}

#[tokio::test]
async fn it_knows_that_what_is_not_there_is_told() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    for page in [
        "/nothing",
        "/reports/none",
        "/reports/strait-1/rows/s99",
        "/claim/strait-1/s99",
        "/claim/none/s1",
        "/actors/Nobody",
        "/add/9",
        "/add/x",
        "/feeds/issues/none",
        "/api/v1/reports/none",
        "/board/cell?issue=talks&holder=Nobody",
        "/reports/..%2F..%2Fetc%2Fpasswd",
        "/assets/..%2Fstyle.css",
    ] {
        let answer = get(&site, page).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}: {}", answer.text);
        assert!(answer.headers.contains_key("content-security-policy"), "{page}");
        assert!(!answer.text.contains("root:"), "{page}");
    }
    for page in [
        "/board?issue=cheese",
        "/contradictions?issue=cheese",
        "/contradictions?kind=quarrel",
        "/contradictions?since=x",
        "/api/v1/timeline?since=x",
        "/api/v1/conditions?issue=cheese",
        "/search?since=yesterday",
        "/timeline?since=x",
        "/board/cell",
        "/brief/download",
        "/api/v1/events?event_type=x",
    ] {
        let answer = get(&site, page).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{page}: {}", answer.text);
    }
}

#[tokio::test]
async fn it_knows_the_words_of_a_row() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    let page: Value =
        serde_json::from_str(&get(&site, "/api/v1/reports/strait-1/annotations").await.text).expect("JSON");
    let record: Value =
        serde_json::from_str(&get(&site, "/api/v1/reports/strait-1").await.text).expect("JSON");
    let letters: Vec<char> = record["text"].as_str().expect("text").chars().collect();
    let items = page["items"].as_array().expect("items");
    assert!(items.len() > 5, "{page}");
    for item in items {
        let selectors = &item["target"]["selector"];
        let (quote, place) = (&selectors[0], &selectors[1]);
        let at = |name: &str| usize::try_from(place[name].as_u64().expect("a number")).expect("small");
        let words: String = letters[at("start")..at("end")].iter().collect();
        assert_eq!(quote["exact"].as_str(), Some(words.as_str()));
        let before: String = letters[..at("start")].iter().collect();
        assert!(before.ends_with(quote["prefix"].as_str().expect("text")));
    }
}

#[tokio::test]
async fn it_knows_that_a_line_left_out_takes_no_number_with_it() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    let whole = get(&site, "/brief").await.text;
    let numbers = |text: &str| text.matches("class=\"number\"").count();
    assert!(whole.contains("strait-1#s1,") && numbers(&whole) > 2, "{whole}");
    let cut = get(&site, "/brief?without=strait-1%23s1").await.text;
    assert_eq!(numbers(&cut) + 1, numbers(&whole));
    assert!(!cut.contains("[strait-1#s1,") && cut.contains("1 left out"), "{cut}");
    let last = format!("class=\"number\">{}<", numbers(&whole));
    assert!(cut.contains(&last), "the last line keeps its number");
    let saved = get(&site, "/brief/download?format=md&without=strait-1%23s1").await.text;
    assert!(!saved.contains("[strait-1#s1,") && saved.contains("# Brief"), "{saved}");
}

#[tokio::test]
async fn it_knows_that_an_answer_that_has_not_changed_is_not_sent_twice() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    let first = get(&site, "/").await;
    let tag = first.headers["etag"].clone();
    let request = Request::get("/").header("host", "localhost").header("if-none-match", tag.clone());
    let again = ask(&site, request.body(Body::empty()).expect("a request")).await;
    assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let line =
        "{\"id\":\"new\",\"published\":\"2031-07-01\",\"text\":\"Ana Ruiz said the strait was shut.\"}";
    assert_eq!(post(&site, "/api/v1/reports", NDJSON, line.into(), &[]).await.status, StatusCode::OK);
    let request = Request::get("/").header("host", "localhost").header("if-none-match", tag);
    let changed = ask(&site, request.body(Body::empty()).expect("a request")).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert!(changed.text.contains("/reports/new"));
}

#[tokio::test]
async fn it_knows_what_contradicts_and_what_only_differs() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    let page = get(&site, "/contradictions").await.text;
    let contradictions = page.split("contradiction of positions</a>").nth(1).expect("there is one");
    for words in ["France refuses any ceasefire with Italy", "France is ready for a ceasefire with Italy"] {
        assert!(contradictions.contains(words), "{words}: {page}");
    }
    for link in
        ["href=\"/reports/strait-2#p1\"", "href=\"/reports/strait-3#p1\"", "href=\"/claim/strait-2/p1\""]
    {
        assert!(contradictions.contains(link), "{link}: {page}");
    }
    let narrow = get(&site, "/contradictions?actor=holub&issue=talks").await.text;
    assert!(!narrow.contains("class=\"pair\"") && narrow.contains("class=\"empty\""), "{narrow}");
    let kind = get(&site, "/contradictions?kind=fact").await.text;
    assert!(!kind.contains("contradiction of positions</a>"), "{kind}");
}

#[tokio::test]
async fn it_knows_on_how_many_origins_a_claim_rests() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    // The copy of a report adds no origin.
    let copy = serde_json::json!({"id": "copy", "published": "2031-05-03", "text": site::reports()[0].2})
        .to_string();
    assert_eq!(post(&site, "/api/v1/reports", NDJSON, copy.into(), &[]).await.status, StatusCode::OK);
    let page = get(&site, "/claim/strait-1/s1").await.text;
    for words in
        ["1 proved, 1 possible at most", "copies of one report", "copy, strait-1", "href=\"/reports/copy\""]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("<b>1</b> report, copies folded"), "{page}");
    assert!(page.contains("<svg class=\"graph\"") && page.contains("Ana Ruiz"), "{page}");
    let against = get(&site, "/claim/strait-2/p1").await.text;
    assert!(against.contains("What contradicts it") && against.contains("one side of a live"), "{against}");
    let report = get(&site, "/reports/strait-1").await.text;
    assert!(report.contains("href=\"/claim/strait-1/s1\""), "{report}");
}

#[tokio::test]
async fn it_knows_the_same_over_the_api_as_on_the_pages() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    let asked = |address: &'static str| {
        let site = site.clone();
        async move { serde_json::from_str::<Value>(&get(&site, address).await.text).expect("JSON") }
    };
    let all = asked("/api/v1/timeline?show=all").await;
    let total = all["total"].as_u64().expect("a number");
    assert!(total > 3 && all["rows"].as_array().is_some_and(|rows| rows.len() as u64 == total), "{all}");
    assert_eq!(all["ahead"][0]["row"]["state"], "will_attend", "{all}");
    let part = asked("/api/v1/timeline?show=all&skip=1&limit=1").await;
    assert_eq!(part["rows"], serde_json::json!([all["rows"][1]]), "{part}");
    let may = asked("/api/v1/timeline?show=all&until=2031-05&actor=ruiz").await;
    assert!(may["rows"].as_array().is_some_and(|rows| !rows.is_empty()), "{may}");
    for row in may["rows"].as_array().expect("rows") {
        assert_eq!(row["report"]["id"], "strait-1", "{row}");
    }
    let conditions = asked("/api/v1/conditions?one=Russia&issue=ceasefire").await;
    assert_eq!(conditions["sides"][0]["holder"], "Russia", "{conditions}");
    let row = &conditions["sides"][0]["rows"][0];
    assert!(
        row["row"]["conditions"][0]["text"].as_str().is_some_and(|text| text.contains("grain ships")),
        "{row}"
    );
    let none = asked("/api/v1/conditions?one=Nobody&since=2032").await;
    assert_eq!(none["sides"], serde_json::json!([{"holder": "Nobody", "total": 0, "rows": []}]), "{none}");
}

const NDJSON: &str = "application/x-ndjson";

async fn post(
    site: &axum::Router,
    path: &str,
    kind: &str,
    body: Vec<u8>,
    headers: &[(&str, &str)],
) -> site::Answer {
    let mut request = Request::post(path).header("host", "127.0.0.1:7878").header("content-type", kind);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ask(site, request.body(Body::from(body)).expect("a request")).await
}

#[tokio::test]
async fn it_knows_that_a_bad_line_spoils_no_other_and_a_known_one_adds_nothing() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    let lines = "{\"id\":\"x1\",\"text\":\"Ana Ruiz said the strait was shut.\"}\nno JSON\n\n{\"id\":\"x2\",\"text\":\"\"}\n";
    let outcomes = |text: &str| -> Vec<(u64, String)> {
        let one = |line: &str| {
            let value: Value = serde_json::from_str(line).expect("JSON");
            (value["line"].as_u64().unwrap_or(0), value["outcome"].as_str().unwrap_or_default().to_owned())
        };
        text.lines().map(one).collect()
    };
    let first = post(&site, "/api/v1/reports", NDJSON, lines.into(), &[]).await;
    assert_eq!(first.status, StatusCode::OK);
    let told = outcomes(&first.text);
    assert_eq!(told[0], (1, "new".to_owned()), "{}", first.text);
    assert_eq!(told[1], (2, "failed".to_owned()), "{}", first.text);
    assert_eq!(told.last().map(|told| told.0), Some(4), "{}", first.text);
    let second = post(&site, "/api/v1/reports", NDJSON, lines.into(), &[]).await;
    assert_eq!(outcomes(&second.text)[0], (1, "known".to_owned()), "{}", second.text);
}

#[tokio::test]
async fn it_knows_that_another_site_cannot_send_anything() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    let body = || b"{\"id\":\"y\",\"text\":\"Ana Ruiz said no.\"}".to_vec();
    let from = |name, value| post_owned(&site, body(), name, value);
    assert_eq!(from("origin", "https://evil.example").await, StatusCode::FORBIDDEN);
    assert_eq!(from("sec-fetch-site", "cross-site").await, StatusCode::FORBIDDEN);
    assert_eq!(from("origin", "null").await, StatusCode::FORBIDDEN);
    assert_eq!(from("origin", "http://127.0.0.1:7878").await, StatusCode::OK);
    let plain = post(&site, "/api/v1/reports", "text/plain", body(), &[]).await;
    assert_eq!(plain.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let elsewhere = Request::get("/").header("host", "evil.example").body(Body::empty()).expect("a request");
    assert_eq!(ask(&site, elsewhere).await.status, StatusCode::FORBIDDEN);
}

async fn post_owned(site: &axum::Router, body: Vec<u8>, name: &str, value: &str) -> StatusCode {
    post(site, "/api/v1/reports", NDJSON, body, &[(name, value)]).await.status
}

#[tokio::test]
async fn it_knows_that_a_form_must_be_its_own() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    let form = |secret: &str| {
        format!(
            "--x\r\ncontent-disposition: form-data; name=\"secret\"\r\n\r\n{secret}\r\n--x\r\n\
             content-disposition: form-data; name=\"text\"\r\n\r\nAna Ruiz said that the port was shut.\r\n--x\r\n\
             content-disposition: form-data; name=\"files\"; filename=\"../../etc/notes.txt\"\r\n\r\nAna Ruiz said \
             that the strait was shut.\r\n--x--\r\n"
        )
        .into_bytes()
    };
    let kind = "multipart/form-data; boundary=x";
    assert_eq!(post(&site, "/add", kind, form("guessed"), &[]).await.status, StatusCode::FORBIDDEN);
    let page = get(&site, "/add").await.text;
    let secret = page.split("name=\"secret\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let sent = post(&site, "/add", kind, form(secret.expect("the form has one")), &[]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let task = sent.headers["location"].to_str().expect("text").to_owned();
    let mut page = get(&site, &task).await.text;
    while page.contains("http-equiv=\"refresh\"") {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        page = get(&site, &task).await.text;
    }
    assert!(page.contains("2 reports, 2 of 2 files or texts, done"), "{page}");
    // The name of a file is a name, not a place.
    assert!(page.contains("href=\"/reports/notes\""), "{page}");
    assert_eq!(get(&site, "/reports/notes").await.status, StatusCode::OK);
}

#[tokio::test]
async fn it_knows_that_there_is_an_end_to_what_may_be_sent() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    let long = vec![b'x'; 33 << 20];
    assert_eq!(post(&site, "/api/v1/reports", NDJSON, long, &[]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let many = get(&site, "/search?limit=999999999&q=strait").await;
    assert_eq!(many.status, StatusCode::OK);
}

#[tokio::test]
async fn it_knows_who_may_ask_from_elsewhere() {
    let (_folder, path) = folder();
    let site = site(&path, Some("a token of some length"));
    let ask_with = |value: Option<&str>| {
        let mut request = Request::get("/").header("host", "example.org");
        if let Some(value) = value {
            request = request.header("authorization", value);
        }
        let request = request.body(Body::empty()).expect("a request");
        let site = site.clone();
        async move { ask(&site, request).await }
    };
    let refused = ask_with(None).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(refused.headers["www-authenticate"].to_str().is_ok_and(|value| value.starts_with("Basic")));
    assert_eq!(ask_with(Some("Bearer wrong")).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(ask_with(Some("Basic %%%")).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(ask_with(Some("Bearer a token of some length")).await.status, StatusCode::OK);
    // `reader:a token of some length`
    let basic = "Basic cmVhZGVyOmEgdG9rZW4gb2Ygc29tZSBsZW5ndGg=";
    assert_eq!(ask_with(Some(basic)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn it_knows_that_a_ledger_may_go_and_another_come() {
    let (folder, path) = folder();
    let site = site(&path, None);
    assert!(get(&site, "/board").await.text.contains("France"));
    for beside in ["test.ledger", "test.ledger-wal", "test.ledger-shm"] {
        let _ = std::fs::remove_file(folder.path().join(beside));
    }
    for page in ["/", "/board", "/search?q=strait", "/brief"] {
        let gone = get(&site, page).await;
        assert_eq!(gone.status, StatusCode::SERVICE_UNAVAILABLE, "{page}");
        assert!(gone.text.contains("there is no ledger"), "{}", gone.text);
    }
    std::fs::write(&path, "not a ledger at all, but long enough to look at").expect("it is written");
    let other = get(&site, "/").await;
    assert_eq!(other.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(other.text.contains("not a ledger"), "{}", other.text);
    std::fs::remove_file(&path).expect("it is there");
    store::Ledger::open(&path).expect("a new ledger");
    let empty = get(&site, "/").await;
    assert_eq!(empty.status, StatusCode::OK);
    assert!(empty.text.contains("holds no reports yet"), "{}", empty.text);
    assert!(!get(&site, "/board").await.text.contains("France"));
}

#[tokio::test]
async fn it_knows_that_empty_pages_say_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("empty.ledger");
    store::Ledger::open(&path).expect("a new ledger");
    let site = site(&path, None);
    for page in ["/", "/board", "/timeline", "/conditions", "/contradictions", "/actors"] {
        let answer = get(&site, page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(answer.text.contains("class=\"empty\"") && answer.text.contains("href=\"/add\""), "{page}");
    }
}

#[tokio::test]
async fn it_knows_that_a_report_read_otherwise_takes_the_place_of_its_earlier_reading() {
    let (_folder, path) = folder();
    let site = site(&path, None);
    assert!(get(&site, "/actors").await.text.contains("Ana Ruiz"));
    let lines: String = site::reports()
        .iter()
        .map(|(id, date, _)| {
            serde_json::json!({"id": id, "published": date, "text": "Bo Lind said that nothing had happened."}).to_string() + "\n"
        })
        .collect();
    let told = post(&site, "/api/v1/reports", NDJSON, lines.into_bytes(), &[]).await.text;
    assert_eq!(told.matches("\"changed\"").count(), site::reports().len(), "{told}");
    let actors = get(&site, "/actors").await.text;
    assert!(actors.contains("Bo Lind") && !actors.contains("Ana Ruiz"), "{actors}");
}

#[tokio::test]
async fn it_knows_what_can_be_asked() {
    let (_folder, path) = folder();
    let text = get(&site(&path, None), "/api/openapi.json").await.text;
    let description: Value = serde_json::from_str(&text).expect("JSON");
    assert!(description["openapi"].as_str().is_some_and(|version| version.starts_with("3.")), "{text}");
    for path in ANSWERS.iter().filter(|path| path.starts_with("/api/v1")) {
        let path = path.split('?').next().unwrap_or_default().replace("strait-1", "{id}");
        assert!(description["paths"][&path]["get"].is_object(), "{path} is described");
    }
    assert!(description["paths"]["/api/v1/reports"]["post"].is_object());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn it_knows_that_no_address_breaks_it(path in "/[a-z/%0-9?=&#.\u{e9}<>\" -]{0,40}", query in any::<String>()) {
        thread_local! {
            static SITE: (tempfile::TempDir, axum::Router) = {
                let (folder, path) = folder();
                (folder, site(&path, None))
            };
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let encoded: String = query.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let mut addresses = vec![path];
        for page in ["/search?q=", "/board?actor=", "/timeline?since=", "/contradictions?actor=", "/claim/strait-1/", "/reports/", "/actors/", "/brief?without=", "/api/v1/statements?text="] {
            addresses.push(format!("{page}{encoded}"));
        }
        for address in addresses {
            let Ok(request) = Request::get(&address).header("host", "localhost").body(Body::empty()) else { continue };
            let site = SITE.with(|site| site.1.clone());
            let answer = runtime.block_on(ask(&site, request));
            prop_assert!(answer.status != StatusCode::INTERNAL_SERVER_ERROR, "{}: {}", address, answer.text);
        }
    }
}
