//! The computer: program, encoding, fonts, word processor.

use std::collections::BTreeSet;

use super::Check;
use crate::World;

/// Fonts of the report by the names they go by in Chinese and in Latin letters (GB/T 9704-2012
/// names 仿宋, 黑体, 楷体 and 小标宋; the families are those of the report's font table).
const FONTS: &[(&str, &str)] = &[
    ("方正小标宋简体", "FZXiaoBiaoSong-B05S"),
    ("黑体", "SimHei"),
    ("楷体_GB2312", "KaiTi_GB2312"),
    ("仿宋_GB2312", "FangSong_GB2312"),
    ("宋体", "SimSun"),
    ("Times New Roman", "Times New Roman"),
];

/// Below this many cells most tables do not fit.
const NARROW: usize = 80;

/// Programs that open a Word document.
const WORD_PROCESSORS: &[&str] = &["soffice", "libreoffice", "wps"];

pub(super) fn checks(world: &World<'_>) -> Vec<Check> {
    let mut checks = vec![program(), encoding(world)];
    checks.extend(world.machine.columns.map(width));
    checks.extend([fonts(world), word_processor(world)]);
    checks
}

fn width(columns: usize) -> Check {
    const NAME: &str = "终端宽度";
    if columns < NARROW {
        let remedy = "把窗口拉宽，或把字号调小，表格更好读";
        return Check::warning(NAME, format!("{columns} 列，宽的表会折行或逐项列出"), remedy);
    }
    Check::good(NAME, format!("{columns} 列"))
}

fn program() -> Check {
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    Check::good("程序", format!("taizhang {}（{os} {arch}）", env!("CARGO_PKG_VERSION")))
}

fn encoding(world: &World<'_>) -> Check {
    const NAME: &str = "终端编码";
    if cfg!(windows) {
        // The console is written to as UTF-16; only redirected output depends on the code page.
        let remedy = "PowerShell 5.1 里不要用 > 重定向，用各命令的 -o 选项写文件";
        return Check::warning(NAME, "Windows：重定向输出可能变成乱码", remedy);
    }
    match &world.machine.locale {
        Some(locale) if is_utf8(locale) => Check::good(NAME, locale.clone()),
        Some(locale) => Check::warning(
            NAME,
            format!("{locale}，不是 UTF-8"),
            "设置 LANG=zh_CN.UTF-8 或 C.UTF-8",
        ),
        None => Check::warning(NAME, "没有设置", "中文显示不对时，设置 LANG=zh_CN.UTF-8"),
    }
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.ends_with("utf-8") || locale.ends_with("utf8")
}

fn fonts(world: &World<'_>) -> Check {
    const NAME: &str = "公文字体";
    let mut database = fontdb::Database::new();
    for folder in &world.machine.font_folders {
        database.load_fonts_dir(folder);
    }
    let families = database.faces().flat_map(|face| &face.families);
    let families: BTreeSet<&str> = families.map(|(name, _)| name.as_str()).collect();
    let is_missing = |(chinese, latin): &&(&'static str, &'static str)| {
        !families.contains(chinese) && !families.contains(latin)
    };
    let missing: Vec<&str> = FONTS.iter().filter(is_missing).map(|(chinese, _)| *chinese).collect();
    if missing.is_empty() {
        return Check::good(NAME, "报告用的字体都有");
    }
    Check::warning(
        NAME,
        format!("没有 {}", missing.join("、")),
        "报告照样生成，只是在这台电脑上用替代字体显示；定稿请在装有公文字体的电脑上打开",
    )
}

fn word_processor(world: &World<'_>) -> Check {
    const NAME: &str = "文字处理";
    let is_program = |name: &&&str| {
        let folders = world.machine.program_folders.iter();
        folders
            .flat_map(|folder| [folder.join(name), folder.join(format!("{name}.exe"))])
            .any(|path| path.is_file())
    };
    match WORD_PROCESSORS.iter().find(is_program) {
        Some(name) => Check::good(NAME, format!("找到 {name}")),
        None => Check::warning(
            NAME,
            "命令路径里没有 LibreOffice 或 WPS",
            "生成报告用不着；要看报告，用 WPS、Word 或 LibreOffice 打开",
        ),
    }
}
