//! Words of what is wrong with rows of one kind alone: assets, activities, documents, indicators.

use jiff::civil::Date;
use taizhang_ledger::core::Money;

use super::yuan;
use crate::error::Problem;

/// A class of which a row is refused.
pub(super) fn class_incomplete(value: &str, row: u32) -> Problem {
    Problem::new(
        format!("“{value}”缺一行：第 {row} 行被拒绝"),
        "一类登记一个总数，少一行的总数不是这一类的全部",
        format!("先改正第 {row} 行；已经处置的资产从文件里删去"),
    )
}

/// A card that is there twice.
pub(super) fn card_twice(value: &str, row: u32) -> Problem {
    Problem::new(
        format!("“{value}”与第 {row} 行编号相同"),
        "同一张卡片记两遍，价值就多算了",
        "删去重复的一行，或改正编号",
    )
}

/// A net value that is not what depreciation leaves.
pub(super) fn net_differs(net: &str, depreciation: Money, left: Money) -> Problem {
    Problem::new(
        format!("写的是 {net} 元，而原值减折旧 {depreciation} 元是 {left} 元"),
        "净值等于原值减累计折旧（摊销）；三个数里有一个不对，不知道是哪一个",
        "核对后改正；折旧那一列不是累计数的加 --map 累计折旧=，净值那一列不是净值的加 --map 净值=，就不用那一列",
    )
}

/// A card whose asset is gone.
pub(super) fn disposed(state: &str) -> Problem {
    Problem::new(
        format!("状态是“{state}”，资产已经不在了"),
        "资产按类登记现有的总数，已经处置的不算在内",
        "从文件里删去这一行；其实还在的，把状态改成“在用”“闲置”或“待处置”",
    )
}

/// A card whose asset went on a day.
pub(super) fn disposed_by(day: &str, on: Date) -> Problem {
    Problem::new(
        format!("{day} 已经处置，登记的却是 {on} 的资产"),
        "资产按类登记当天现有的总数，已经处置的不算在内",
        "从文件里删去这一行；那天还在的，把这一格改正或清空；这一列说的不是处置，加 --map 处置日期= 不用它",
    )
}

/// A card whose asset came later.
pub(super) fn acquired_after(day: &str, on: Date) -> Problem {
    Problem::new(
        format!("{day} 才取得，登记的却是 {on} 的资产"),
        "资产按类登记当天现有的总数，以后取得的不算在内",
        "那天还没有的，从文件里删去这一行；日期写错的改正；这一列说的不是取得的日子，加 --map 取得日期= 不用它",
    )
}

/// An amount of CSV of which a comma made two cells.
pub(super) fn torn(pieces: &str) -> Problem {
    Problem::new(
        format!("像是“{pieces}”没有加引号，被逗号拆成了两格"),
        "后面一格是写文字的列，里面却是三位一节的数；当作金额就只登记了前一节",
        "去掉金额里的逗号，或给金额加上引号；确实是两格的，在后一格的数前后写上文字，如“第234号”",
    )
}

/// A row of a payroll that was held back.
pub(super) fn held_back(remark: &str) -> Problem {
    Problem::new(
        format!("写着“{remark}”，而这一行有金额"),
        "说的像是没有发；没有发的记成支出，就多记了",
        "没有发的，从文件里删去这一行，合计一并改正；发了的，在这一格里写上“已发”",
    )
}

/// A count that the activity has already.
pub(super) fn counted_twice(value: &str, row: u32) -> Problem {
    Problem::new(
        format!("同一个活动的“{value}”第 {row} 行已经写过"),
        "编号相同，或没有编号而名称和日期相同的几行是同一个活动，一个计数项只有一个数",
        "写重了的删去一行；是两场活动的，给两行各写一个编号（没有“编号”列的加一列）",
    )
}

/// Counts of an activity that is nowhere.
pub(super) fn no_activity() -> Problem {
    Problem::new(
        "这个活动没有名称和日期",
        "计数行的活动要么在同一次导入的文件里，要么在同一行写全",
        "把活动表和计数表放在同一条命令里导入",
    )
}

/// A line with codes and without a number and a name.
pub(super) fn no_line_name() -> Problem {
    Problem::new(
        "没有指标号，也没有指标名称",
        "没有号的指标按科目和项目编码编号，但要有名称；文件里没有认得出的名称列",
        "用 --map 指标名称=列名 指明哪一列是名称；都是同一个已登记指标的用 --set 指标=指标号",
    )
}

/// A comparison that no digits follow.
pub(super) fn no_digits(value: &str) -> Problem {
    Problem::new(
        format!("“{value}”里没有阿拉伯数字"),
        "比较的后面要有数，数用阿拉伯数字写",
        "例如 ≥30场次、≥95%",
    )
}

/// More than one number in a target.
pub(super) fn several_numbers(value: &str) -> Problem {
    Problem::new(
        format!("“{value}”里不止一个数"),
        "一个指标只有一个比较和一个数",
        "只写一个，如 ≥12期；是说明的，加一列“指标性质”，这一行写 定性",
    )
}

/// A target that is met whatever was done.
pub(super) fn always_met(value: &str) -> Problem {
    Problem::new(
        format!("“{value}”不能按 --set 指标性质=≥ 读"),
        "不低于 0 的指标怎样都完成，多半是 = 或 ≤",
        "在这一格写明比较，如 =0起、≤0起",
    )
}

/// Rows of a virement that do not come to nothing.
pub(super) fn virement_sum(value: &str, rows: usize, sum: Money) -> Problem {
    if rows == 1 {
        return Problem::new(
            format!("“{value}”是调剂，只有这一行，没有写转入哪个指标"),
            "调剂有转出有转入：要么一行写“转入指标”，要么同一文号、同一日期写两行，转出为负、转入为正",
            "补“转入指标”，或补上另一行",
        );
    }
    Problem::new(
        format!("同一文号、同一日期的 {rows} 行调剂相加是 {}，不是零", yuan(sum)),
        "调剂只在指标之间移动，转出（负数）和转入（正数）应当相抵",
        "核对这几行的金额和正负号；是追加、追减的改正变动类型",
    )
}

/// Several lines give and several take.
pub(super) fn virement_sides(giving: usize, taking: usize) -> Problem {
    Problem::new(
        format!("同一文号、同一日期的调剂有 {giving} 个指标转出、{taking} 个指标转入"),
        "转出和转入都不止一个，看不出哪一笔从哪里到哪里，程序不猜",
        "每笔调剂写一行：指标写转出的，“转入指标”写转入的，金额写正数",
    )
}
