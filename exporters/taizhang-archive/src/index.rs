//! `index.html`: the package's table of contents for a person with a browser.

use quick_xml::escape::escape;
use taizhang_export::{ExportContext, FigureKey, FigureValue, Money, fixed, with_thousands};

use crate::layout::{Contents, Group, Piece};
use crate::voucher::Voucher;

/// The figures that stand at the top, where the year has them.
const FIGURES: [&str; 5] = [
    "budget.original.total",
    "budget.final.total",
    "outturn.total",
    "rate.execution.total",
    "available.total",
];

const STYLE: &str = include_str!("index.css");

/// Prints the page.
pub(crate) fn index(
    context: &ExportContext,
    vouchers: &[Voucher<'_>],
    contents: &Contents,
) -> String {
    let title = format!("{}{}年度档案", context.unit.name, context.year);
    let groups: Vec<String> = Group::ALL
        .into_iter()
        .filter(|group| !matches!(group, Group::Voucher | Group::Package))
        .map(|group| files(group, contents))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n{facts}</header>\n{draft}{figures}{missing}{groups}{vouchers}{check}\
         </body>\n</html>\n",
        title = escape(title.as_str()),
        facts = facts(context, contents),
        draft = draft(context),
        groups = groups.concat(),
        figures = figures(context),
        missing = missing(contents),
        vouchers = voucher_table(vouchers, contents),
        check = CHECK,
    )
}

fn facts(context: &ExportContext, contents: &Contents) -> String {
    let count = contents.pieces.len();
    let bytes: usize = contents.pieces.iter().map(|piece| piece.bytes.len()).sum();
    let facts = [
        ("单位", format!("{}（{}）", context.unit.name, context.unit.code)),
        ("截止", context.as_of.to_string()),
        ("台账", format!("共 {} 个事件", context.head.sequence)),
        ("文件", format!("{count} 个，共 {}", size(bytes))),
    ];
    let rows: Vec<String> = facts
        .iter()
        .map(|(name, value)| format!("<dt>{name}</dt><dd>{}</dd>\n", escape(value.as_str())))
        .collect();
    format!(
        "<dl>\n{}<dt>链尾哈希（{}）</dt><dd class=\"digest\">{}</dd>\n</dl>\n",
        rows.concat(),
        escape(context.head.algorithm.as_str()),
        escape(context.head.hash.as_str())
    )
}

fn figures(context: &ExportContext) -> String {
    let cells: Vec<String> = FIGURES
        .iter()
        .filter_map(|key| context.figure(&key.parse::<FigureKey>().ok()?))
        .map(|figure| {
            let (value, unit) = match &figure.value {
                FigureValue::Money(amount) => (yuan(*amount), "元"),
                FigureValue::Ratio(ratio) => (ratio.percent_text(2), ""),
                FigureValue::Quantity(quantity) => (quantity.to_string(), ""),
            };
            format!(
                "<div><span>{}</span><b>{}</b> {unit}</div>\n",
                escape(figure.label.as_str()),
                escape(value.as_str())
            )
        })
        .collect();
    if cells.is_empty() {
        return String::new();
    }
    format!("<div class=\"figures\">\n{}</div>\n", cells.concat())
}

/// Says at the top that the package is a draft, where errors are open.
fn draft(context: &ExportContext) -> String {
    match context.open_errors() {
        0 => String::new(),
        count => format!(
            "<section class=\"missing\">\n<h2>草稿</h2>\n<p>检查有 {count} 个错误没有处理，不能作为正式档案\
             移交。运行 taizhang check 查看，处理后重新导出。</p>\n</section>\n"
        ),
    }
}

fn missing(contents: &Contents) -> String {
    if contents.missing.is_empty() {
        return String::new();
    }
    let items: Vec<String> = contents
        .missing
        .iter()
        .map(|what| format!("<li>{}</li>\n", escape(what.as_str())))
        .collect();
    format!(
        "<section class=\"missing\">\n<h2>包内没有</h2>\n<ul>\n{}</ul>\n</section>\n",
        items.concat()
    )
}

fn files(group: Group, contents: &Contents) -> String {
    let rows: Vec<String> = contents
        .pieces
        .iter()
        .filter(|piece| piece.group == group)
        .map(|piece| {
            let name = piece.path.rsplit('/').next().unwrap_or_default();
            format!(
                "<tr><td>{}</td><td>{}</td><td class=\"number\">{}</td>\
                 <td class=\"digest\">{}</td></tr>\n",
                link(&piece.path, name),
                escape(piece.note.as_str()),
                size(piece.bytes.len()),
                piece.digests.sm3,
            )
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        "<section>\n<h2>{}</h2>\n<table class=\"files\">\n<thead><tr><th>文件</th><th>内容</th>\
         <th class=\"number\">大小</th><th>SM3</th></tr></thead>\n<tbody>\n{}</tbody>\n\
         </table>\n</section>\n",
        group.name(),
        rows.concat()
    )
}

fn voucher_table(vouchers: &[Voucher<'_>], contents: &Contents) -> String {
    if vouchers.is_empty() {
        return String::new();
    }
    let rows: Vec<String> = vouchers.iter().map(|voucher| voucher_row(voucher, contents)).collect();
    format!(
        "<section>\n<h2>凭证</h2>\n<p>{}：全部凭证的元数据，也可重新导入。</p>\n\
         <table class=\"vouchers\">\n<thead><tr><th>凭证号</th><th>日期</th><th>摘要</th>\
         <th>收款人</th><th class=\"number\">金额（元）</th><th>元数据</th><th>原始凭证</th></tr>\
         </thead>\n<tbody>\n{}</tbody>\n</table>\n</section>\n",
        link("凭证/全部凭证.xml", "全部凭证.xml"),
        rows.concat()
    )
}

fn voucher_row(voucher: &Voucher<'_>, contents: &Contents) -> String {
    let first = voucher.first();
    let folder = voucher.folder();
    let amount = Money::sum(voucher.entries.iter().map(|entry| entry.amount));
    let proofs: Vec<String> = contents
        .pieces
        .iter()
        .filter(|piece| is_below(piece, &folder) && !piece.path.ends_with("/元数据.xml"))
        .map(|piece| link(&piece.path, piece.path.rsplit('/').next().unwrap_or_default()))
        .collect();
    let more = match voucher.entries.len() {
        0 | 1 => String::new(),
        count => format!(" 等 {count} 笔"),
    };
    let kind = if first.kind == "支付" { String::new() } else { format!("（{}）", first.kind) };
    format!(
        "<tr><td>{}{}</td><td class=\"day\">{}</td><td>{}{more}</td><td>{}</td>\
         <td class=\"number\">{}</td><td>{}</td><td>{}</td></tr>\n",
        escape(first.voucher.as_str()),
        escape(kind.as_str()),
        first.date,
        escape(first.memo.as_str()),
        escape(first.payee.as_str()),
        amount.map(yuan).unwrap_or_default(),
        link(&format!("{folder}/元数据.xml"), "XML"),
        proofs.join("<br>"),
    )
}

fn is_below(piece: &Piece, folder: &str) -> bool {
    piece.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Links to a file of the package; what has a meaning in an address is written as its code.
fn link(path: &str, name: &str) -> String {
    let address: Vec<String> = path
        .chars()
        .map(|c| match c {
            '%' => "%25".to_owned(),
            '#' => "%23".to_owned(),
            ' ' => "%20".to_owned(),
            other => other.to_string(),
        })
        .collect();
    format!("<a href=\"{}\">{}</a>", escape(address.concat().as_str()), escape(name))
}

fn yuan(amount: Money) -> String {
    with_thousands(&fixed(amount.yuan(), 2))
}

/// Prints a size in the unit that people know.
fn size(bytes: usize) -> String {
    const KIB: usize = 1024;
    const MIB: usize = 1024 * KIB;
    match bytes {
        0..KIB => format!("{bytes} 字节"),
        KIB..MIB => format!("{} KB", bytes.div_ceil(KIB)),
        _ => {
            let tenths = bytes.saturating_mul(10).div_ceil(MIB);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

const CHECK: &str = "<section>\n<h2>怎样核对</h2>\n\
    <p>在本文件夹中运行下面的命令，逐个核对文件，少一个、改一个都会报出来：</p>\n\
    <pre>sha256sum --check SHA256SUMS</pre>\n\
    <p>SM3 摘要在 <a href=\"SM3SUMS\">SM3SUMS</a>，写法相同；每个文件的大小和两种摘要在 \
    <a href=\"manifest.json\">manifest.json</a>。流水的链尾哈希应与页首一致。</p>\n</section>\n";
