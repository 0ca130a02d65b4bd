//! Byte order mark, line ends, encodings and repeatability.

use encoding_rs::GB18030;

use crate::sample::{export, year};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Decodes bytes written with `encoding`.
#[track_caller]
fn decode(encoding: &str, bytes: &[u8]) -> String {
    match encoding {
        "gb18030" => {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
            text.expect("the bytes are GB18030").into_owned()
        }
        _ => String::from_utf8(bytes.to_vec()).expect("the bytes are UTF-8"),
    }
}

#[test]
fn every_encoding_holds_the_same_text() {
    let plain = export(&year(), &[("encoding", "utf-8")]).unwrap();
    let marked = export(&year(), &[("encoding", "utf-8-bom")]).unwrap();
    let national = export(&year(), &[("encoding", "gb18030")]).unwrap();
    for ((plain, marked), national) in plain.iter().zip(&marked).zip(&national) {
        let text = decode("utf-8", &plain.bytes);
        // The files that state their own encoding differ in that row alone.
        let told = |name: &str| text.replace("文件编码,UTF-8,", &format!("文件编码,{name},"));
        let expected = told("UTF-8（带 BOM）");
        assert_eq!(decode("utf-8", &marked.bytes[BOM.len()..]), expected, "{}", marked.name);
        assert_eq!(decode("gb18030", &national.bytes), told("GB18030"), "{}", national.name);
    }
}

#[test]
fn only_the_default_starts_with_a_byte_order_mark() {
    for (options, has_mark) in [
        (&[][..], true),
        (&[("encoding", "utf-8-bom")], true),
        (&[("encoding", "utf-8")], false),
        (&[("encoding", "gb18030")], false),
    ] {
        for artifact in export(&year(), options).unwrap() {
            assert_eq!(artifact.bytes.starts_with(BOM), has_mark, "{options:?} {}", artifact.name);
        }
    }
}

/// A line feed inside a cell is the writer's own; every line end of the file is CRLF.
#[test]
fn lines_end_in_crlf() {
    for artifact in export(&year(), &[("encoding", "utf-8")]).unwrap() {
        let text = String::from_utf8(artifact.bytes).unwrap();
        let outside_quotes: String = text.split('"').step_by(2).collect();
        assert!(text.ends_with("\r\n"), "{}", artifact.name);
        assert_eq!(
            outside_quotes.replace("\r\n", "").find(['\r', '\n']),
            None,
            "{}",
            artifact.name
        );
    }
}

#[test]
fn the_same_context_gives_the_same_bytes() {
    assert_eq!(export(&year(), &[]).unwrap(), export(&year(), &[]).unwrap());
}
