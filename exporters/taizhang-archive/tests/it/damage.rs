//! What is refused, and what is written harmlessly.

use taizhang_export::{ExportError, InputFile};

use crate::sample::{bytes, export, request, text, year};

#[test]
fn evidence_that_is_not_what_was_recorded_is_refused() {
    let mut context = year();
    // SM3 of nothing.
    let empty = "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b";
    context.evidence[0].digest = empty.to_owned();
    let name = empty.parse().expect("a safe name");
    let forged = request(&context).with_input("evidence", InputFile { name, bytes: b"x".to_vec() });
    let refused = export(&forged);
    assert!(matches!(refused, Err(ExportError::Format { .. })), "{refused:?}");
    let name = empty.parse().expect("a safe name");
    let genuine = request(&context).with_input("evidence", InputFile { name, bytes: Vec::new() });
    let artifacts = export(&genuine).expect("it can be packed");
    assert_eq!(bytes(&artifacts, "凭证/000013_0013/电子原始凭证/01_发票 #1.pdf"), b"");
}

#[test]
fn words_cannot_become_markup_or_paths() {
    let mut context = year();
    let payment = &mut context.expenditures[0];
    payment.voucher = "../../记-1/<b>".to_owned();
    payment.memo = "</VOUCHER><script>alert(1)</script> & \"x\" ]]>".to_owned();
    payment.payee = "a\u{1}b\r\nc".to_owned();
    context.unit.name = "..".to_owned();
    let artifacts = export(&request(&context)).expect("it can be packed");
    for artifact in &artifacts {
        let name = artifact.name.as_str();
        assert!(name.starts_with("_2022年度档案/"), "{name}");
        assert!(!name.contains('<') && !name.split('/').any(|part| part == ".."), "{name}");
    }
    let page = artifacts.iter().find(|artifact| artifact.name.as_str().ends_with("index.html"));
    let page = String::from_utf8_lossy(&page.expect("there is a page").bytes);
    assert!(!page.contains("<script"), "{page}");
}

#[test]
fn unknown_options_are_refused() {
    let context = year();
    let refused = export(&request(&context).with_options([("form", "tar")]));
    assert!(matches!(refused, Err(ExportError::OptionValue { .. })), "{refused:?}");
    let artifacts = export(&request(&context).with_options([
        ("mof-div-code", "621026000"),
        ("acct-set-code", "001"),
        ("booleans", "1-2"),
    ]))
    .expect("it can be packed");
    let xml = text(&artifacts, "凭证/000010_0010/元数据.xml");
    for element in [
        "<MOF_DIV_CODE>621026000</MOF_DIV_CODE>",
        "<ACCT_SET_CODE>001</ACCT_SET_CODE>",
        "<RED_FLAG>2</RED_FLAG>",
    ] {
        assert!(xml.contains(element), "{element} in {xml}");
    }
}
