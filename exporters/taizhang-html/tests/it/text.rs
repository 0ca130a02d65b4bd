//! Words are words: nothing that somebody typed becomes markup.

use serde_json::Value;
use taizhang_export::ExportContext;
use taizhang_export::sample::year;

use crate::page::page;

/// Ends elements, attributes, comments, styles and scripts, and holds what HTML does not allow.
const HOSTILE: &str = "\"'><img src=x onerror=alert(1)></style></title><script>alert(1)</script><!--&amp;\u{0}\u{fffe}{{7*7}}";

/// Calls `visit` with every text in `value`.
fn texts(value: &mut Value, path: &str, visit: &mut dyn FnMut(&str)) {
    match value {
        Value::String(_) => visit(path),
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                texts(item, &format!("{path}/{index}"), visit);
            }
        }
        Value::Object(fields) => {
            for (name, item) in fields {
                texts(item, &format!("{path}/{name}"), visit);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Returns the sample year with hostile words wherever the types let somebody type.
fn hostile_year() -> (ExportContext, usize) {
    let mut value = serde_json::to_value(year()).expect("a context is JSON");
    let mut paths = Vec::new();
    texts(&mut value, "", &mut |path| paths.push(path.to_owned()));
    let mut replaced = 0;
    for path in paths {
        let before = value.pointer(&path).cloned().expect("the path was just found");
        let set = |value: &mut Value, new| *value.pointer_mut(&path).expect("it exists") = new;
        set(&mut value, Value::from(HOSTILE));
        if serde_json::from_value::<ExportContext>(value.clone()).is_ok() {
            replaced += 1;
        } else {
            set(&mut value, before);
        }
    }
    (serde_json::from_value(value).expect("every change was tried"), replaced)
}

#[test]
fn typed_words_never_become_markup() {
    let (mut context, replaced) = hostile_year();
    // The name of the file is made of the unit's name, which is of no interest here.
    context.unit.name = "宁县科学技术协会".to_owned();
    assert!(replaced > 150, "only {replaced} texts could be replaced");
    let (hostile, plain) = (page(&context), page(&year()));
    for element in ["<img", "<script", "<!--", "</title>", "</style>", "<style"] {
        let count = |page: &str| page.matches(element).count();
        assert_eq!(count(&hostile), count(&plain), "{element} was let through");
    }
    assert!(!hostile.contains("\"'>"), "a quotation mark was let through");
    assert!(!hostile.contains(['\0', '\u{fffe}']), "a forbidden character was let through");
    assert!(hostile.contains("{{7*7}}") && !hostile.contains(">49<"), "words were evaluated");
    assert!(hostile.contains("&lt;img src=x onerror=alert(1)&gt;"), "the words are shown");
}
