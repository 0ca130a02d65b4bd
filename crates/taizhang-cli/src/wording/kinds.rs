//! Words of what is wrong with rows of one kind alone.

use taizhang_ledger::core::Money;

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
