//! No file makes the audit panic.

use proptest::prelude::*;
use taizhang_audit::{EXTENSIONS, audit, read};

use crate::files::word;

fn read_and_audit(name: &str, bytes: &[u8]) {
    if let Ok(document) = read(name, bytes) {
        audit(&document);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for extension in EXTENSIONS {
            read_and_audit(&format!("甲.{extension}"), &bytes);
        }
    }

    #[test]
    fn any_words(text in "[0-9一二三十年万元人次%（）()，。：、占其中合计共编制执行率+=|\n〔〕.号]{0,200}") {
        read_and_audit("甲.md", text.as_bytes());
        read_and_audit("甲.csv", text.replace('|', ",").as_bytes());
    }

    #[test]
    fn mutated_word_files(at in any::<prop::sample::Index>(), value in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let body = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>合计</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>占总支出83.4%</w:t></w:r></w:p>";
        let mut bytes = word(body);
        let place = at.index(bytes.len());
        bytes[place] = value;
        read_and_audit("甲.docx", &bytes);
        let length = cut.index(bytes.len());
        read_and_audit("甲.docx", &bytes[..length]);
    }

    #[test]
    fn mutated_xml(at in any::<prop::sample::Index>(), piece in "(</w:tc>|<w:tbl>|</w:p>|<w:gridSpan w:val=\"99999999\"/>|</w:tbl>|<mc:Fallback>|&#x41;|<w:t>)") {
        let body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>b</w:t></w:r></w:p>";
        let place = at.index(body.len());
        let mutated = format!("{}{piece}{}", &body[..place], &body[place..]);
        read_and_audit("甲.docx", &word(&mutated));
    }
}

#[test]
fn the_largest_numbers_do_not_overflow() {
    let large = "9999999999999.999999";
    let text = format!(
        "总支出{large}万元，其中：基本支出{large}万元，占总支出{large}%，比上年增加{large}万元，增长{large}%。\n{large}+{large}={large}\n\n|项目|预算数|执行数|执行率|分值|得分|\n|---|---|---|---|---|---|\n|甲|0.000001|{large}|{large}%|10|{large}|\n|乙|{large}|{large}|{large}%|20|1|\n|合计|{large}|{large}|1%|10|1|\n"
    );
    read_and_audit("甲.md", text.as_bytes());
}
