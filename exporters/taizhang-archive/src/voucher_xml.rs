//! Voucher metadata as XML, with the elements of DA/T 95-2022 table C.1 in its order.

use quick_xml::escape::escape;
use taizhang_export::{ExpenditureEntry, ExportContext, ExportError, Money, fixed};

use crate::account::{Account, AccountRule, method_code};
use crate::exporter::{NAME, Settings};
use crate::voucher::{Movement, Voucher};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// What a voucher's elements are filled from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VoucherPrinter<'a> {
    pub(crate) context: &'a ExportContext,
    pub(crate) settings: &'a Settings,
}

/// Lines of XML, indented by depth.
struct Lines {
    text: String,
    depth: usize,
}

impl Lines {
    fn open(&mut self, element: &str) {
        self.indent();
        self.text.extend(["<", element, ">\n"]);
        self.depth = self.depth.saturating_add(1);
    }

    fn close(&mut self, element: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.indent();
        self.text.extend(["</", element, ">\n"]);
    }

    /// A required element, empty where nothing is known.
    fn required(&mut self, element: &str, value: &str) {
        self.indent();
        if value.is_empty() {
            self.text.extend(["<", element, "/>\n"]);
        } else {
            self.text.extend(["<", element, ">", &printable(value), "</", element, ">\n"]);
        }
    }

    /// An optional element, absent where nothing is known.
    fn optional(&mut self, element: &str, value: &str) {
        if !value.is_empty() {
            self.required(element, value);
        }
    }

    fn indent(&mut self) {
        self.text.push_str(&"  ".repeat(self.depth));
    }
}

/// Escapes text so that a parser returns it unchanged; a character that XML cannot hold at all
/// becomes U+FFFD.
fn printable(value: &str) -> String {
    let can_stand = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    let kept: String = value.chars().map(|c| if can_stand(c) { c } else { '\u{FFFD}' }).collect();
    // A bare carriage return would be read back as a line feed.
    escape(&kept).replace('\r', "&#13;")
}

impl VoucherPrinter<'_> {
    /// Prints one voucher as a document.
    pub(crate) fn document(&self, voucher: &Voucher<'_>) -> Result<String, ExportError> {
        let mut lines = Lines { text: DECLARATION.to_owned(), depth: 0 };
        self.voucher(&mut lines, voucher)?;
        Ok(lines.text)
    }

    /// Prints all vouchers as one document; its root is not of the standard.
    pub(crate) fn collection(&self, vouchers: &[Voucher<'_>]) -> Result<String, ExportError> {
        let mut lines = Lines { text: DECLARATION.to_owned(), depth: 0 };
        lines.open("VOUCHERS");
        for voucher in vouchers {
            self.voucher(&mut lines, voucher)?;
        }
        lines.close("VOUCHERS");
        Ok(lines.text)
    }

    fn voucher(&self, lines: &mut Lines, voucher: &Voucher<'_>) -> Result<(), ExportError> {
        let (context, settings) = (self.context, self.settings);
        let first = voucher.first();
        let is_red = voucher.movement == Movement::Reversal;
        let total = yuan(Money::sum(voucher.entries.iter().map(|entry| entry.amount)).map_err(
            |source| ExportError::Format {
                exporter: NAME,
                artifact: format!("凭证 {}", first.voucher),
                source: source.into(),
            },
        )?);
        let red_number = voucher.targets.iter().flatten().next().filter(|_| is_red);
        let is_late = first.recorded_on > context.year.last_day();
        lines.open("VOUCHER");
        lines.required("MOF_DIV_CODE", &settings.division);
        lines.required("FISCAL_YEAR", &context.year.to_string());
        lines.required("ACCT_SET_CODE", &settings.account_set);
        lines.required("ACCT_PERIOD", &format!("{:02}", first.date.month()));
        lines.required("AGENCY_CODE", context.unit.code.as_str());
        lines.required("AGENCY_ACCT_VOUCHER_TYPE", "");
        lines.required("VOUCHER_NO", &first.voucher);
        lines.required("VOUCHER_ABS", &first.memo);
        lines.required("INPUTER", &first.operator);
        lines.required("INPUTER_DATE", &first.recorded_on.to_string());
        for unknown in ["AUDITOR", "AUDITOR_DATE", "POSTER", "POSTER_DATE"] {
            lines.required(unknown, "");
        }
        lines.required("VOUCHER_DATE", &first.date.to_string());
        for unknown in ["FI_LEADER", "CR_AMT", "DR_AMT"] {
            lines.required(unknown, "");
        }
        lines.required("CR_YS_AMT", &total);
        lines.required("DR_YS_AMT", &total);
        lines.optional("VOU_CNT", &voucher.evidence.len().to_string());
        lines.required("RED_FLAG", settings.truth(is_red));
        lines.optional("RED_VOU_NO", red_number.map_or("", |entry| entry.voucher.as_str()));
        lines.required("IS_ADJUST_PERIOD", settings.truth(is_late));
        lines.required("VOU_STATUS", "");
        lines.required("IS_CARRY_OVER", settings.truth(false));
        let mut number = 0_usize;
        for (entry, target) in voucher.entries.iter().zip(&voucher.targets) {
            let rule = AccountRule::of(context.unit.kind, entry.fund, &entry.method);
            let remark = remark(entry, *target);
            for (side, account, remark) in
                [("借", rule.debit, remark.as_str()), ("贷", rule.credit, "")]
            {
                number = number.saturating_add(1);
                self.entry(lines, &Side { first, entry, direction: side, account, remark, number });
            }
        }
        lines.close("VOUCHER");
        Ok(())
    }

    fn entry(&self, lines: &mut Lines, side: &Side<'_>) {
        let (context, settings, entry) = (self.context, self.settings, side.entry);
        let suffix = if side.direction == "借" { "D" } else { "C" };
        lines.open("VOU_DET");
        lines.required("VOU_DET_ID", &format!("{}-{suffix}", entry.id));
        lines.required("VOU_ID", &side.first.id);
        lines.required("MOF_DIV_CODE", &settings.division);
        lines.required("FISCAL_YEAR", &context.year.to_string());
        lines.required("ACCT_SET_CODE", &settings.account_set);
        lines.required("VOU_SEQ", &side.number.to_string());
        lines.required("VOU_DET_DESC", &entry.memo);
        lines.required("GOV_ACCT_CLS_CODE", side.account.code);
        lines.required("GOV_ACCT_CLS_NAME", side.account.name);
        lines.required("DR_CR", side.direction);
        lines.required("AMT", &yuan(entry.amount));
        lines.optional("PRO_CODE", entry.project_code.as_deref().unwrap_or_default());
        lines.optional("DEP_BGT_ECO_CODE", &entry.economic.code);
        lines.optional("FUND_TRA_OBJ_NAME", &entry.payee);
        lines.optional("EXP_FUNC_CODE", &entry.function.code);
        lines.optional("FUND_TYPE_CODE", entry.fund.code());
        lines.optional("PAY_TYPE_CODE", method_code(&entry.method));
        lines.optional("REMARK", side.remark);
        lines.close("VOU_DET");
    }
}

/// One side of an entry.
struct Side<'a> {
    first: &'a ExpenditureEntry,
    entry: &'a ExpenditureEntry,
    direction: &'static str,
    account: Account,
    remark: &'a str,
    number: usize,
}

/// What table C.1 has no element for, as `name=value` joined by `；`; the line comes last, since it
/// may hold any character.
fn remark(entry: &ExpenditureEntry, target: Option<&ExpenditureEntry>) -> String {
    let mut facts = vec![format!("类型={}", entry.kind)];
    if let Some(target) = target {
        facts.push(format!("原事件={}", target.id));
    }
    if let Some(kind) = &entry.three_public {
        facts.push(format!("三公类别={kind}"));
    }
    if entry.procurement {
        facts.push("政府采购=是".to_owned());
    }
    facts.push(format!("指标={}", entry.line));
    facts.join("；")
}

fn yuan(amount: Money) -> String {
    fixed(amount.yuan(), 2)
}
