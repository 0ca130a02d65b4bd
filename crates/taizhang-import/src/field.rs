//! What a column can mean.

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)+) => {
        /// A field that a column can fill.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field {
            $($(#[$doc])* $variant,)+
        }

        impl Field {
            /// Returns the canonical name; it is unique.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Finds a field by its canonical name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

fields! {
    /// Business date.
    Date = "日期";
    /// What for.
    Memo = "摘要";
    /// Money.
    Amount = "金额";
    /// Money that was received, beside what was paid.
    Income = "收入金额";
    /// Whether money was paid or received.
    Direction = "收支方向";
    /// Whether amounts below zero, or above it, were paid.
    PaidSign = "金额正负";
    /// Currency of the amounts.
    Currency = "币种";
    /// What is left in an account after a row.
    Balance = "余额";
    /// Whether a payment was made, or failed, or came back.
    State = "状态";
    /// Whether the row is void.
    Void = "作废";
    /// Whose a row is, by name, in a list of several units.
    BudgetUnit = "预算单位";
    /// Whose a row is, by code.
    BudgetUnitCode = "预算单位编码";
    /// Voucher number.
    Voucher = "凭证号";
    /// Number of the payment in the provincial system.
    PaymentId = "支付单号";
    /// Who receives.
    Payee = "收款人";
    /// How it was paid.
    Method = "支付方式";
    /// Kind of 三公经费.
    ThreePublic = "三公类别";
    /// Whether it went through government procurement.
    Procurement = "政府采购";
    /// The activity a payment is for.
    Activity = "活动";
    /// Whether the row takes a payment back.
    TakesBack = "退回或红字";
    /// Number of the voucher that is taken back.
    OriginalVoucher = "原凭证号";
    /// Row of the same file that is taken back.
    OriginalRow = "原行号";
    /// Budget line.
    Line = "指标";
    /// Name of a budget line.
    LineName = "指标名称";
    /// Basic or project expenditure.
    Category = "支出类别";
    /// Code of a project.
    ProjectCode = "项目编码";
    /// Name of a project.
    ProjectName = "项目名称";
    /// Nature of funds.
    Fund = "资金性质";
    /// Functional code.
    Function = "功能科目";
    /// Department economic code.
    Economic = "经济科目";
    /// Kind of budget change.
    Change = "变动类型";
    /// Document number.
    Document = "文号";
    /// Date of the document.
    DocumentDate = "发文日期";
    /// Line that receives a virement.
    ToLine = "转入指标";
    /// Year a carry-over comes from.
    OriginYear = "来源年度";
    /// Year of a row, for days without one.
    Year = "年度";
    /// Year of the budget that pays, in which a row need not have been paid.
    BudgetYear = "预算年度";
    /// Id of an activity or an indicator.
    Id = "编号";
    /// Name.
    Name = "名称";
    /// Kind of activity.
    ActivityKind = "类型";
    /// First day.
    Start = "开始日期";
    /// Last day.
    End = "结束日期";
    /// Where.
    Place = "地点";
    /// What is counted, as a key.
    Measure = "计数项键";
    /// What is counted, in words.
    MeasureName = "计数项名称";
    /// How many.
    Count = "数量";
    /// Unit of measure.
    Unit = "计量单位";
    /// How a count is printed.
    PrintRule = "打印规则";
    /// Class of asset.
    AssetClass = "资产类别";
    /// Value before depreciation.
    Gross = "原值";
    /// Value after depreciation.
    Net = "净值";
    /// What a value has lost so far.
    Depreciation = "累计折旧";
    /// Since when an asset is there.
    AcquiredOn = "取得日期";
    /// Since when an asset is no longer there.
    DisposedOn = "处置日期";
    /// Posts or people.
    StaffItem = "编制或实有";
    /// Kind of posts or category of staff.
    StaffCategory = "人员类别";
    /// The part of the unit that a row is of.
    Department = "部门";
    /// How many people.
    People = "人数";
    /// First level of an indicator.
    Level1 = "一级指标";
    /// Second level of an indicator.
    Level2 = "二级指标";
    /// Third level: the indicator's name.
    Level3 = "三级指标";
    /// Comparison sign, or 定性.
    Sign = "指标性质";
    /// Target.
    Target = "指标值";
    /// Points.
    Weight = "分值";
    /// Where the actual value comes from.
    Source = "取值方式";
}

impl Field {
    /// Tells whether it counts or measures, so that one cell must not stand for several rows.
    pub const fn is_measured(self) -> bool {
        matches!(
            self,
            Self::Amount
                | Self::Income
                | Self::Balance
                | Self::Gross
                | Self::Net
                | Self::Depreciation
                | Self::Count
                | Self::People
                | Self::Weight
        )
    }

    /// Tells whether it says how a list is read, so that what a person says of it once is remembered.
    pub(crate) const fn is_way_of_reading(self) -> bool {
        matches!(self, Self::PaidSign)
    }

    /// Tells whether all rows of a list may have it from where the list comes from, in every file, so that
    /// a profile may state it for them.
    pub(crate) const fn describes_lists(self) -> bool {
        matches!(
            self,
            Self::PaidSign
                | Self::Currency
                | Self::Line
                | Self::Category
                | Self::ProjectCode
                | Self::ProjectName
                | Self::Fund
                | Self::Function
                | Self::Economic
                | Self::Method
                | Self::ThreePublic
                | Self::Procurement
        )
    }

    /// Tells whether it says something of one file or record alone, so that no profile may state it even
    /// for one column of amounts.
    pub(crate) const fn is_of_one_file(self) -> bool {
        let is_number = matches!(
            self,
            Self::Voucher
                | Self::PaymentId
                | Self::OriginalVoucher
                | Self::OriginalRow
                | Self::Document
                | Self::OriginYear
                | Self::Year
                | Self::BudgetYear
                | Self::Id
                | Self::Target
        );
        is_number || self.is_day() || self.is_measured()
    }

    /// Tells whether it says whose a row is.
    pub(crate) const fn says_unit(self) -> bool {
        matches!(self, Self::BudgetUnit | Self::BudgetUnitCode)
    }

    /// Tells whether it is a day.
    pub(crate) const fn is_day(self) -> bool {
        matches!(self, Self::Date | Self::DocumentDate | Self::Start | Self::End | Self::DisposedOn)
    }

    /// Tells whether it gives a row of payments an identity of its own.
    pub(crate) const fn is_own(self) -> bool {
        matches!(self, Self::Voucher | Self::PaymentId | Self::Payee)
    }

    /// Tells whether it holds a number that somebody gave, or a code: digits that are not for reckoning.
    pub(crate) const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Voucher
                | Self::PaymentId
                | Self::OriginalVoucher
                | Self::Line
                | Self::ToLine
                | Self::ProjectCode
                | Self::Function
                | Self::Economic
                | Self::Id
        )
    }

    /// Tells whether it holds one of a few words, so that what it says is no label.
    pub(crate) const fn is_choice(self) -> bool {
        matches!(
            self,
            Self::Method
                | Self::Direction
                | Self::Currency
                | Self::State
                | Self::Void
                | Self::BudgetUnitCode
                | Self::ThreePublic
                | Self::Procurement
                | Self::Category
                | Self::Fund
                | Self::Change
                | Self::ActivityKind
                | Self::AssetClass
                | Self::StaffItem
                | Self::StaffCategory
        )
    }
}
