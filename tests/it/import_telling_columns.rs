//! Columns that fill no field and yet say that a row paid nothing: what they say counts, and not their header.

use taizhang_cli::ExitCode;

use crate::harness::Office;

const HEAD: &str = "日期,凭证号,指标,经济科目,金额,收款人,摘要";
const IMPORT: &str = "import payments 支付.csv --unit 元";

/// A row of that number, to that payee and for that, and what stands in further columns.
fn row(number: u32, payee: &str, memo: &str, further: &str) -> String {
    format!("2022-12-0{number},记-2{number},2022-001,30201,{number}.50,{payee},{memo},{further}\n")
}

/// The sums of new rows and of rows that are asked about.
fn sums(office: &Office, rest: &str) -> [String; 2] {
    let preview = office.run(&format!("{IMPORT} --dry-run {rest} --json")).json();
    ["new", "doubtful"].map(|name| {
        preview["sums"][name].as_str().unwrap_or_else(|| panic!("{preview}")).to_owned()
    })
}

/// Gives the list whose rows say these words in a column of that header.
fn list(office: &Office, header: &str, words: &[&str]) {
    let rows = (1..).zip(words).map(|(at, word)| row(at, "甲", "纸", word));
    office.file("支付.csv", format!("{HEAD},{header}\n{}", rows.collect::<String>()));
}

#[test]
fn a_column_of_any_name_that_says_that_nothing_was_paid_is_asked_about() {
    let office = Office::at_year_end();
    for (header, harmless, telling) in [
        ("处理结果", "成功", "失败"),
        ("银行反馈", "已清算", "账号不存在"),
        ("银行返回结果", "成功", "失败:账号错误"),
        ("业务类型", "正常支付", "退款"),
        ("业务类型", "正常支付", "更正"),
        ("业务种类", "授权支付", "额度下达"),
        ("凭证类型", "授权支付凭证", "授权支付退款通知书"),
        ("凭证类型", "授权支付凭证", "授权支付更正通知书"),
        ("备注", "", "作废"),
        ("备注", "急", "已红冲、见记-9"),
        ("备注", "", "退票、未付"),
        ("是否支付", "是", "否"),
        ("是否成功", "Y", "N"),
        ("清算标志", "1", "0"),
        ("是否退票", "否", "是"),
        ("退款标志", "0", "1"),
        ("失败原因", "", "网络超时"),
        ("退票日期", "", "2022-12-05"),
        ("备注", "正常", "银行退单"),
        ("备注", "发放11月未发绩效", "死亡、未发"),
        ("备注", "取消航班退票费", "取消"),
        ("备注", "偿还以前年度挂账", "挂账"),
        ("备注", "避免重复支付", "重复登记"),
        ("备注", "未发生退款", "因账号与本人身份证号不一致而被开户银行退回。下月补发"),
        ("备注", "因账号与本人身份证号不一致而被开户银行退回。现已重新支付", "退汇、待重新支付"),
        ("处理意见", "同意", "不予报销"),
        ("Remark", "urgent", "Returned by bank"),
        ("Remark", "not refunded", "CANCELLED"),
    ] {
        list(&office, header, &[harmless, telling]);
        assert_eq!(sums(&office, ""), ["1.50", "2.50"], "{header} {telling}");
        assert_eq!(sums(&office, "--accept-row 3"), ["4.00", "0.00"], "{header} {telling}");
    }
}

#[test]
fn a_column_that_says_nothing_of_the_kind_is_not_asked_about() {
    let office = Office::at_year_end();
    for (header, words) in [
        ("处理结果", ["成功", "支付成功"]),
        ("银行反馈", ["中行已付", "已到账"]),
        ("业务类型", ["正常支付", "授权支付"]),
        ("凭证类型", ["授权支付凭证", "支付凭证"]),
        ("备注", ["火车退票费", "退汇后重新支付"]),
        ("备注", ["未作废", "无退款"]),
        ("是否直接支付", ["否", "是"]),
        ("是否政府采购", ["否", "是"]),
        ("是否退票", ["否", "0"]),
        ("验收状态", ["未验收", "已验收"]),
        ("清算标志", ["0", "0"]),
        ("科目方向", ["借方", "贷方"]),
        ("项目名称", ["水利工程失败案例集编写及印刷出版发行项目资金", "纸"]),
    ] {
        list(&office, header, &words);
        assert_eq!(sums(&office, ""), ["4.00", "0.00"], "{header} {words:?}");
    }
}

#[test]
fn a_memo_of_a_reversal_with_an_amount_above_zero_is_asked_about() {
    let office = Office::at_year_end();
    for (memo, is_asked) in [
        ("冲销记-1办公费", true),
        ("红字冲回", true),
        ("退回多付办公费", true),
        ("办公费退款", true),
        ("退押金", false),
        ("学费退款", false),
        ("火车退票费", false),
        ("办公费（缓付）", true),
        ("重复登记", true),
        ("Refunded", true),
        ("refund of deposit", false),
        ("挂账处理费", false),
        ("付甲印刷费、乙停付", false),
    ] {
        office.file("支付.csv", format!("{HEAD}\n{}", row(1, "甲", memo, "").replace(",\n", "\n")));
        let expected = if is_asked { ["0.00", "1.50"] } else { ["1.50", "0.00"] };
        assert_eq!(sums(&office, ""), expected, "{memo}");
    }
    // As the reason says: what takes a payment back has an amount below zero.
    let paid = row(2, "甲", "纸", "正常");
    let back = "2022-12-03,记-23,2022-001,30201,-1.50,甲,办公费退款,退款\n";
    office.file("支付.csv", format!("{HEAD},业务类型\n{paid}{back}"));
    assert_eq!(sums(&office, "--accept-row 3"), ["1.00", "0.00"]);
}

#[test]
fn the_unit_itself_is_no_payee_but_of_what_it_pays_on() {
    let office = Office::at_year_end();
    for (payee, memo, is_asked) in [
        ("示范县科学技术协会", "转工会账户", true),
        ("示范县科学技术协会零余额账户", "归还垫付", true),
        ("本单位", "提取备用金", true),
        ("示范县科学技术协会", "代发12月工资", false),
        ("示范县科学技术协会工会委员会", "工会经费", false),
    ] {
        office
            .file("支付.csv", format!("{HEAD}\n{}", row(1, payee, memo, "").replace(",\n", "\n")));
        let expected = if is_asked { ["0.00", "1.50"] } else { ["1.50", "0.00"] };
        assert_eq!(sums(&office, ""), expected, "{payee} {memo}");
    }
}

#[test]
fn what_is_asked_says_the_column_and_its_words() {
    let office = Office::at_year_end();
    let rows = [
        row(1, "甲", "纸", "成功"),
        row(2, "甲", "纸", "失败"),
        row(3, "甲", "冲销记-1", "成功"),
        row(4, "本单位", "转存", "成功"),
    ];
    office.file("支付.csv", format!("{HEAD},处理结果\n{}", rows.concat()));
    insta::assert_snapshot!(office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused));
    office.run(&format!("{IMPORT} --yes --only-new")).ended(ExitCode::Success);
}

#[test]
fn a_column_of_both_sides_is_asked_for() {
    let office = Office::at_year_end();
    for (header, paid, received) in [
        ("交易类型", "往账", "来账"),
        ("交易类别", "支取", "转入"),
        ("转入转出标志", "转出", "转入"),
    ] {
        list(&office, header, &[paid, received]);
        let said = office.run(&format!("{IMPORT} --dry-run")).ended(ExitCode::Refused);
        assert!(said.contains(&format!("--map 收支方向={header}")), "{said}");
        // As the remedies say.
        assert_eq!(sums(&office, &format!("--map 收支方向={header}")), ["1.50", "0.00"]);
        assert_eq!(sums(&office, "--map 收支方向="), ["4.00", "0.00"]);
    }
    // Where other words stand beside, the rows are asked about.
    list(&office, "交易类型", &["转出", "转入", "手续费"]);
    assert_eq!(sums(&office, ""), ["5.00", "2.50"]);
    list(&office, "交易类型", &["往账", "来账"]);
    insta::assert_snapshot!(office.run(&format!("{IMPORT} --dry-run")).ended(ExitCode::Refused));
}

#[test]
fn the_balance_after_each_transaction_tells_the_sides() {
    let office = Office::at_year_end();
    let rows = "往账,2022-12-01,甲,-3000.00,97000.00,保洁费,2022-001,30201\n\
                来账,2022-12-02,县财政局,8000.00,105000.00,经费,2022-001,30201\n";
    let head = "交易类型[ Transaction Type ],交易日期,收款人,交易金额,\
                交易后余额[ After-transaction balance ],摘要,指标,经济科目";
    office.file("支付.csv", format!("{head}\n{rows}"));
    assert_eq!(sums(&office, ""), ["3000.00", "0.00"]);
}

/// A number or a name that is marked as void was entered like another.
#[test]
fn a_payment_that_is_marked_void_is_asked_about() {
    let office = Office::at_year_end();
    let one = |voucher: &str, payee: &str, memo: &str| {
        let row = format!("2022-12-01,{voucher},2022-001,30201,1.50,{payee},{memo}\n");
        office.file("支付.csv", format!("{HEAD}\n{row}"));
        sums(&office, "")
    };
    for (voucher, payee) in [
        ("记-21（作废）", "甲"),
        ("记-21(已红冲)", "甲"),
        ("记-21作废", "甲"),
        ("记-21", "甲公司（退票）"),
        ("记-21", "乙（作废）"),
    ] {
        assert_eq!(one(voucher, payee, "纸"), ["0.00", "1.50"], "{voucher} {payee}");
        assert_eq!(sums(&office, "--accept-row 2"), ["1.50", "0.00"], "{voucher} {payee}");
    }
    for (voucher, payee) in
        [("记-21（补）", "甲公司（本部）"), ("记-21", "废品回收站"), ("记-21", "甲公司（已注销）")]
    {
        assert_eq!(one(voucher, payee, "纸"), ["1.50", "0.00"], "{voucher} {payee}");
    }
    // What was lent and called in is money that came.
    for memo in ["收回张三借款", "收回备用金", "收回多付货款"] {
        assert_eq!(one("记-21", "张三", memo), ["0.00", "1.50"], "{memo}");
    }
    for memo in ["借款", "付回收废纸款", "收回设备运费", "预付会议费"] {
        assert_eq!(one("记-21", "张三", memo), ["1.50", "0.00"], "{memo}");
    }
    one("记-21（作废）", "甲", "纸");
    insta::assert_snapshot!(office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused));
}

#[test]
fn money_that_stays_with_the_unit_is_asked_about() {
    let office = Office::at_year_end();
    let one = |memo: &str| {
        office.file("支付.csv", format!("{HEAD}\n{}", row(1, "甲", memo, "").replace(",\n", "\n")));
        sums(&office, "")
    };
    for memo in ["零余额账户额度到账通知", "提现", "提取备用金", "现金存入"] {
        assert_eq!(one(memo), ["0.00", "1.50"], "{memo}");
    }
    for memo in ["提现手续费", "现金发放补贴", "备用金报销", "取现场照片"] {
        assert_eq!(one(memo), ["1.50", "0.00"], "{memo}");
    }
}

/// What names the voucher that it takes back was paid once more.
#[test]
fn a_row_that_names_an_original_voucher_is_asked_about() {
    let office = Office::at_year_end();
    list(&office, "原凭证号", &["", "记-21"]);
    assert_eq!(sums(&office, ""), ["1.50", "2.50"]);
    insta::assert_snapshot!(office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused));
    assert_eq!(sums(&office, "--accept-row 3"), ["4.00", "0.00"]);
    // A dash is none, and neither is its own number.
    list(&office, "原凭证号", &["—", "记-22"]);
    assert_eq!(sums(&office, ""), ["4.00", "0.00"]);
}

/// The day that is read may be that of the request.
#[test]
fn a_row_without_the_day_of_its_payment_is_asked_about() {
    let office = Office::at_year_end();
    for header in ["实际支付日期", "清算日期"] {
        list(&office, header, &["2022-12-02", "2022-12-03", ""]);
        assert_eq!(sums(&office, ""), ["4.00", "3.50"], "{header}");
        assert_eq!(sums(&office, "--accept-row 4"), ["7.50", "0.00"], "{header}");
        for filled in [["", "", "2022-12-03"], ["", "", ""], ["2022-12-02"; 3]] {
            list(&office, header, &filled);
            assert_eq!(sums(&office, ""), ["7.50", "0.00"], "{header} {filled:?}");
        }
    }
    list(&office, "到账日期", &["2022-12-02", "2022-12-03", ""]);
    let said = office.run(&format!("{IMPORT} --yes")).ended(ExitCode::Refused);
    assert!(said.contains("“到账日期”空着，多数行都有"), "{said}");
}
