//! Whose a table is by its title, where that begins with the name of a unit: 青山县水利站2022年支付明细. Titles name
//! places, offices that hand lists out and what was done besides, so that a title alone decides nothing: it
//! is asked about.

use super::whose::{Own, Whose, is_unit, may_be_unit};
use crate::kind::Kind;
use crate::vocabulary::compact;

/// What follows the name of a unit in a title, besides a year.
const FURTHER: [&str; 38] = [
    "支付",
    "支出",
    "明细",
    "工资",
    "预算",
    "决算",
    "资产",
    "人员",
    "收支",
    "收入",
    "经费",
    "账户",
    "银行",
    "公用",
    "项目",
    "基本",
    "部门",
    "整体",
    "固定",
    "零余额",
    "授权",
    "直接",
    "现金",
    "费用",
    "报销",
    "发放",
    "资金",
    "指标",
    "用款",
    "流水",
    "交易",
    "结转",
    "在职",
    "在编",
    "编制",
    "一般",
    "政府",
    "(",
];

/// What titles of documents say: whoever they begin with issued them.
const DOCUMENTS: [&str; 8] = ["关于", "批复", "下达", "通知", "下发", "追加", "转发", "印发"];

/// Whoever keeps the accounts of others, sells to them, or is paid by them.
const KEEPERS: [&str; 12] = [
    "财政",
    "国库",
    "核算",
    "结算",
    "支付中心",
    "会计",
    "银行",
    "信用",
    "公司",
    "合作社",
    "基地",
    "厂",
];

/// Whoever hands out lists of others' people.
const KEEPERS_OF_PEOPLE: [&str; 5] = ["编制委员会", "编办", "人力资源", "人社", "组织部"];

/// Whoever hands out lists of what others own.
const KEEPERS_OF_ASSETS: [&str; 3] = ["国有资产", "国资", "机关事务"];

/// What says that many are meant, or what was done for one: 农村小学公用经费, 帮扶青山小学.
const GENERAL: [&str; 20] = [
    "中小",
    "义务教育",
    "农村",
    "乡镇",
    "乡村",
    "城乡",
    "公办",
    "民办",
    "寄宿制",
    "基层",
    "所属",
    "下属",
    "各",
    "全县",
    "全市",
    "帮扶",
    "慰问",
    "补助",
    "拨付",
    "对口",
];

/// Where the units are that end as rooms do: 县水利站, and not 办公室.
const PLACES: [char; 8] = ['省', '市', '县', '区', '州', '旗', '镇', '乡'];

/// Words that hold the sign of a place and name none.
const NO_PLACES: [&str; 9] =
    ["区域", "市场", "社区", "园区", "城区", "地区", "辖区", "乡镇", "城市"];

/// Parts of a unit whose books are not those of its budget: 《工会会计制度》 (财会〔2021〕7号; unverified) has a trade union keep
/// its own.
const APART: [&str; 3] = ["工会", "食堂", "党费"];

/// What stands between the name of a unit and that of one below it.
const BELOW: [&str; 2] = ["下属", "所属"];

/// Tells whose a table may be by its title: nothing is said against one's own, another's is unclear. None where
/// the title begins with no unit's name.
pub(super) fn whose(title: &str, kind: Kind, own: &Own) -> Option<Whose> {
    let title = compact(title);
    let title = without_time(without_mark(&title));
    if DOCUMENTS.iter().any(|word| title.contains(word)) {
        return None;
    }
    let mut names = cuts(title).filter_map(|at| title.get(..at)).filter(|name| !name.contains(':'));
    if is_own(names.clone(), own) {
        return Some(Whose::Unsaid);
    }
    let is_part = |name: &str| own.is_in(name, |_, rest| is_apart(rest));
    let is_others = |name: &str| is_part(name) || is_named(name) && !is_keeper(name, kind);
    names.any(is_others).then_some(Whose::Unclear)
}

/// Tells whether what follows the unit's name is a part of it, or one unit below it, with books of its own.
fn is_apart(rest: &str) -> bool {
    let below = BELOW.iter().find_map(|word| rest.strip_prefix(word));
    APART.iter().any(|part| rest.starts_with(part))
        || below.is_some_and(|name| may_be_unit(name) && !name.contains('各'))
}

/// Tells whether one of the names that a title may begin with, the shortest first, is the unit's, of one of its
/// rooms or accounts, or of whoever stands above it.
fn is_own<'t>(names: impl Iterator<Item = &'t str> + Clone, own: &Own) -> bool {
    let is_placed = own.is_named_with(&PLACES);
    let holds = |name: &&str| own.is_in(name, |before, _| is_where(before, is_placed));
    let is_proper = |rest: &str| rest == "办公室" || !may_be_unit(rest) && !is_apart(rest);
    let is_whole = |name: &str| own.is_in(name, |_, rest| is_proper(rest));
    names.clone().find(holds).is_some_and(is_whole)
        || names.into_iter().any(|name| {
            own.is_above(name) || own.is_shortened(name) || own.is_above_shortened(name)
        })
}

/// Tells whether what stands before the unit's name only says where that is: 甘肃省青山县水务局, and not 乙县水务局
/// where the name says of which county it is.
fn is_where(before: &str, is_placed: bool) -> bool {
    match before.chars().next_back() {
        None => true,
        Some('县' | '旗') => !is_placed,
        Some(last) => !last.is_alphabetic() || ['省', '市', '州', '区', '盟', '共'].contains(&last),
    }
}

/// Returns the places where a name may end.
fn cuts(title: &str) -> impl Iterator<Item = usize> + Clone + '_ {
    let is_end = |(at, c): (usize, char)| {
        let rest = title.get(at..)?;
        let is_year = c.is_ascii_digit() || rest.starts_with("二〇") || rest.starts_with("二零");
        (is_year || FURTHER.iter().any(|word| rest.starts_with(word))).then_some(at)
    };
    title.char_indices().filter_map(is_end).chain([title.len()])
}

/// Cuts off the mark of an appendix: 附件1：.
fn without_mark(title: &str) -> &str {
    let rest = title.strip_prefix('附').map(|rest| rest.trim_start_matches(['件', '表']));
    let rest = rest.map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    rest.map_or(title, |rest| rest.trim_start_matches([':', '.', '、', '-']))
}

/// Cuts off the time that a title begins with: 2022年度, 2022年3月份.
fn without_time(title: &str) -> &str {
    let is_time = |c: char| c.is_ascii_digit() || ['年', '度', '月', '份', '-'].contains(&c);
    if title.starts_with(|c: char| c.is_ascii_digit()) {
        title.trim_start_matches(is_time)
    } else {
        title
    }
}

/// Tells whether a name belongs to one unit that can have such a table of its own.
fn is_named(name: &str) -> bool {
    let is_office = name.ends_with(['局', '委']) || name.ends_with("委员会");
    let is_long = name.chars().count() > if is_office { 2 } else { 3 };
    let is_general = || !is_office && GENERAL.iter().any(|word| name.contains(word));
    let is_placed = || {
        let bare = NO_PLACES.iter().fold(name.to_owned(), |name, word| name.replace(word, ""));
        bare.contains(PLACES)
    };
    is_long
        && (is_unit(name) || may_be_unit(name) && is_placed())
        && !is_general()
        && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// Tells whether a name is of those who hand lists out, or trade.
fn is_keeper(name: &str, kind: Kind) -> bool {
    let further: &[&str] = match kind {
        Kind::Staff => &KEEPERS_OF_PEOPLE,
        Kind::Assets => &KEEPERS_OF_ASSETS,
        _ => &[],
    };
    let governs = name.ends_with("政府") && !name.contains(['镇', '乡']) && !name.contains("街道");
    governs || KEEPERS.iter().chain(further).any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_another_unit_only_where_it_begins_with_its_name() {
        let own = Own::called(&["青山县水务局", "县水务局"], &["青山县农业农村局", "青山县财政局"]);
        for title in [
            "青山县水利站2022年支付明细",
            "青山县水利站支付明细",
            "县水利站工资表",
            "青山县 水利站 2022 年支付明细",
            "青山县水利站（2022年）支出明细",
            "青山县水利站二〇二二年支付明细",
            "附件1：青山县水利站2022年支付明细",
            "青山县图书馆支出台账",
            "青山县水务局水利站2022年支付明细",
            "青山县水利站",
            "县委办公室2022年支付明细",
            "2022年青山县水利站支付明细",
            "附表1 青山县水利站2022年3月支付明细",
            "青山县水利站支付明细（单位：元）",
            "乙县水务局2022年支付明细",
            "教育局支出明细",
            "县纪委2022年支出明细",
            "城关镇人民政府2022年支出明细",
            "青山县住房和城乡建设局支出明细",
        ] {
            assert_eq!(whose(title, Kind::Payments, &own), Some(Whose::Unclear), "{title}");
        }
        for title in [
            "青山县水务局2022年支付明细",
            "甘肃省青山县水务局2022年支付明细",
            "青山县水务局本级支付明细",
            "青山县水务局机关2022年支付明细",
            "青山县水务局零余额账户2022年支付明细",
            "青山县水务局办公室支出明细",
            "县水务局工资表",
            "青山县农业农村局2022年支付明细",
            "县农业农村局2022年支付明细",
            "2022年度青山县水务局支付明细",
            "附件1：青山县水务局支付明细（单位：元）",
        ] {
            assert_eq!(whose(title, Kind::Payments, &own), Some(Whose::Unsaid), "{title}");
        }
        for title in [
            "2022年支付明细",
            "青山县2022年支付明细",
            "青山县支付明细",
            "一般公共预算支出表",
            "部门支出总表",
            "县财政局下达2022年预算指标",
            "青山县发展和改革局关于下达投资计划的通知",
            "青山县财政局2022年支付明细",
            "青山县会计核算中心支付明细",
            "中国农业银行青山县支行账户明细",
            "青山县农村信用社账户明细",
            "甲公司支付明细",
            "办公室支出明细",
            "活动中心支出明细",
            "财务科2022年支出明细",
            "支付宝交易记录明细",
            "青山县图书馆建设项目2022年支付明细",
            "科普大篷车进校园支出明细",
            "单位：青山县水利站",
            "2022年12月份支付明细（单位：元）",
            "青山县人民政府2022年支出明细",
            "图书馆支出明细",
            "农村小学公用经费支出明细",
            "帮扶青山小学支出明细",
            "青山县科普示范基地支付明细",
            "社区服务中心支出明细",
            "青山县水利站关于2022年预算的批复",
        ] {
            assert!(whose(title, Kind::Payments, &own) != Some(Whose::Unclear), "{title}");
        }
    }

    #[test]
    fn a_part_with_books_of_its_own_is_another_unit() {
        let own = Own::called(&["青山县水务局", "县水务局"], &["", "青山县财政局"]);
        let whose = |title| whose(title, Kind::Payments, &own);
        for title in [
            "青山县水务局下属水利站支付明细",
            "青山县水务局工会经费支出明细",
            "县水务局食堂支付明细",
        ] {
            assert_eq!(whose(title), Some(Whose::Unclear), "{title}");
        }
        for title in ["青山县水务局2022年工会经费支出明细", "青山县水务局所属各单位支付明细"]
        {
            assert!(whose(title) != Some(Whose::Unclear), "{title}");
        }
    }

    #[test]
    fn offices_hand_out_lists_of_what_they_look_after() {
        let own = Own::called(&["青山县水务局"], &["", "青山县财政局"]);
        let people = "青山县委机构编制委员会办公室2022年人员编制表";
        let assets = "青山县国有资产事务中心2022年固定资产表";
        assert_eq!(whose(people, Kind::Staff, &own), None);
        assert_eq!(whose(assets, Kind::Assets, &own), None);
        assert_eq!(whose(people, Kind::Assets, &own), Some(Whose::Unclear));
        assert_eq!(whose(assets, Kind::Staff, &own), Some(Whose::Unclear));
        let bare = Own::called(&["水务局"], &["", ""]);
        assert_eq!(whose("青山县水务局支付明细", Kind::Payments, &bare), Some(Whose::Unsaid));
    }
}
