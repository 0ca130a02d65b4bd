# The year 2025 of the sample unit, as the guides tell it: `@ DAY` sets the day, `$` is a command line.
@ 2025-01-06
$ taizhang init --ledger 示范县科协 --unit 示范县科学技术协会 --code 621099990001 --alias 示范县科协 --kind 参公事业单位 --bureau 示范县财政局 --year 2025
in 示范县科协
$ taizhang headcount 6 --posts 事业编制 --date 1-6
$ taizhang headcount 4 --category 参公 --date 1-6
$ taizhang headcount 2 --category 事业管理人员 --date 1-6
$ taizhang asset 通用设备 --gross 26.84万元 --net 9.93万元 --date 1-6
@ 2025-01-10
$ taizhang allocate 67.88万元 --line 2025-001 --name 在职人员工资 --category 人员经费 --function 2060701 --econ 301 --doc '示财〔2025〕1号' --date 1-10
$ taizhang allocate 28000元 --line 2025-002 --name 日常公用经费 --category 公用经费 --function 2060701 --econ 302 --doc '示财〔2025〕1号' --date 1-10
$ taizhang target objective 广泛开展科普活动，提升公众科学素质。 --doc '示财〔2025〕1号' --date 1-10
$ taizhang target add --id I01 --level1 产出指标 --level2 数量指标 --name 科普活动受众人次 --sign '≥' --value 2000 --unit 人次 --weight 50 --source sum:audience --date 1-10
$ taizhang target add --id I02 --level1 效益指标 --level2 社会效益指标 --name 公众科学素质提升 --sign 定性 --value 满足不同人群需求 --weight 30 --date 1-10
$ taizhang target add --id I03 --level1 满意度指标 --level2 服务对象满意度指标 --name 服务对象满意率 --sign '≥' --value 90 --unit '%' --weight 10 --source survey:服务对象 --date 1-10
@ 2025-01-20
$ taizhang disburse 56,500元 --line 2025-001 --econ 30101 --payee '在职职工（代发）' --voucher 记-0101 --memo 1月工资 --date 1-20
@ 2025-02-05
$ taizhang close month 1 --date 2-5
@ 2025-05-20
$ taizhang adjust 20万元 --kind 追加 --line 2025-003 --name 基层科普行动计划 --category 项目支出 --project-code 621099250000000000001 --function 2060702 --econ 39908 --doc '示财〔2025〕18号' --date 5-18
$ taizhang target adjust --id I01 --sign '≥' --value 2200 --unit 人次 --reason 上级追加科普任务 --doc '示财〔2025〕18号' --date 5-20
@ 2025-06-01
$ taizhang adjust 2000元 --kind 调剂 --line 2025-001 --to 2025-002 --doc '示财〔2025〕20号' --date 6-1
@ 2025-06-30
$ taizhang disburse 1,234.50元 --line 2025-002 --econ 30211 --payee '张干事（报销）' --voucher 记-0612 --memo 下乡科普差旅费 --date 6-30 --method 授权支付
$ taizhang disburse 960元 --line 2025-002 --econ 30206 --payee 供电公司 --voucher 记-0613 --memo 二季度电费 --date 6-30 --method 授权支付
$ taizhang disburse 99999元 --line 2025-002 --econ 30201 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 6-30
@ 2025-07-03
$ taizhang refund 记-0612 120元 --voucher 记-0701 --reason 多报市内交通费 --date 7-3
$ taizhang correct 记-0613 --reason 电费690元误记为960元 --amount 690元 --voucher 记-0702 --date 7-3
$ taizhang show 记-0613
$ taizhang list payments
$ taizhang --year 2025 correct 记-0613 --reason 再冲一次
$ taizhang --year 2025 correct 记-0612 --reason 整笔作废
$ taizhang --year 2025 refund 记-0101 99999元 --voucher 记-0800 --reason 退回
@ 2025-07-31
$ taizhang reconcile --shown 58304.50元 --date 7-31
@ 2025-09-15
$ taizhang disburse 198000元 --line 2025-003 --econ 39908 --payee '农技协（示例）' --voucher 记-0915 --memo 基层科普行动计划奖补 --date 9-15
@ 2025-09-18
$ taizhang record --id A01 --name 全国科普日主场活动 --kind 宣传 --start 9-16 --end 9-18 --place 文化广场 --count audience:受众人次:2310人次:余100 --count leaflets:发放资料:492册:近100
$ taizhang attach 活动:A01 ../签到表.txt --memo 现场签到 --date 9-18
$ taizhang attach 记-0612 ../差旅费发票.txt --date 6-30
@ 2025-11-20
$ taizhang survey 服务对象 --sample 200 --satisfied 187 --date 11-20
$ taizhang --year 2025 disburse 2000 --line 2025-002 --econ 30201 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 6-30
$ taizhang --year 2025 disburse 1.234,5元 --line 2025-002 --econ 30201 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 6-30
$ taizhang --year 2025 disburse 10万 --line 2025-002 --econ 30201 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 6-30
$ taizhang --year 2025 disburse 0.001元 --line 2025-002 --econ 30201 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 6-30
$ taizhang --year 2025 disburse 0元 --line 2025-002 --econ 30201 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 6-30
$ taizhang --year 2025 disburse 99999元 --line 2025-002 --econ 30201 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 6-30
$ taizhang --year 2025 disburse 100元 --line 2025-009 --econ 30201 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 6-30
$ taizhang --year 2025 disburse 100元 --line 2025-002 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 6-30
$ taizhang --year 2025 disburse 100元 --line 2025-002 --econ 30219 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 6-30
$ taizhang --year 2025 disburse 100元 --line 2025-002 --econ 31002 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 6-30
$ taizhang --year 2025 disburse 100元 --line 2025-002 --econ 30201 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 1-30
$ taizhang --year 2025 disburse 100元 --line 2025-002 --econ 30201 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 2-30
$ taizhang --year 2025 disburse 100元 --line 2025-002 --econ 30201 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 2024-12-30
$ taizhang --year 2025 allocate 5000元 --line 2025-002 --doc '示财〔2025〕9号' --date 3-1
$ taizhang --year 2025 allocate 5000元 --line 2025-004 --doc 示财2025第9号 --date 3-1
$ taizhang --year 2025 trace outturn.basik
$ taizhang narrate duties --text '全年支出{{ fig("outturn.totl") | yuan }}。'
$ taizhang trace outturn.basic.operating
$ taizhang list
$ taizhang list months
@ 2025-12-31
$ taizhang disburse 620300元 --line 2025-001 --econ 30101 --payee '在职职工（代发）' --voucher 记-1201 --memo 2至12月工资
$ taizhang disburse 28,195.50元 --line 2025-002 --econ 30201 --payee 文具店 --voucher 记-1202 --memo 办公用品
$ taizhang reconcile --shown 904800元
@ 2026-01-20
$ taizhang status --as-of 2025-9-30 --unit 万元
$ taizhang trace rate.execution.total --as-of 2025-9-30
$ taizhang assess I02 --tier 部分达成 --percent 70 --reason 问卷和座谈反映良好，偏远乡镇覆盖不足 --date 2026-1-20
$ taizhang explain --indicator I02 --reason 偏远乡镇活动次数少 --action 2026年每个乡镇安排一场 --date 2026-1-20
$ taizhang narrate duties --text '承担全县科学普及和科技工作者服务职责，全年支出{{ fig("outturn.total") | wan }}。' --date 2026-1-20
$ taizhang narrate goal --file ../总体目标.md --date 2026-1-20
$ taizhang status --as-of 2025-9-30
$ taizhang narrate tasks --text 开展全国科普日活动和科技工作者服务。 --date 2026-1-20
$ taizhang narrate management --text 按月对账，按季检查。 --date 2026-1-20
$ taizhang narrate fulfilment --text 全年开展科普活动，受众人次达到目标。 --date 2026-1-20
$ taizhang narrate effects --text 乡镇群众认可。 --date 2026-1-20
$ taizhang narrate problems --text 偏远乡镇活动次数少。 --date 2026-1-20
$ taizhang narrate measures --text 二〇二六年每个乡镇安排一场。 --date 2026-1-20
@ 2026-01-21
$ taizhang narrate duties --review 同意 --operator 李主任 --date 2026-1-21
$ taizhang check
$ taizhang explain --figure rate.execution.total --reason 项目尾款2000元待验收 --action 2026年3月底前支付 --date 2026-1-21
@ 2026-01-22
$ taizhang waive EVID payments --reason 原始凭证另存会计档案，按月装订备查 --date 2026-1-22
$ taizhang check --explain DOCNO
$ taizhang check --explain EVID
$ taizhang target show
@ 2026-01-25
$ taizhang review --approve
$ taizhang submit --date 2026-1-25
@ 2026-01-26
$ taizhang review --approve --date 2026-1-26
$ taizhang review --approve 同意 --operator 李主任 --date 2026-1-26
$ taizhang report --signed 2026-1-26
$ taizhang export csv --signed 2026-1-26
$ taizhang export csv --option encoding=gb18030 --option unit=wan -o ../报送 --signed 2026-1-26
$ taizhang verify
$ taizhang backup ../备份-2026-01-26.taizhang
$ taizhang packs new 我的表式
$ taizhang packs check packs/我的表式
$ taizhang close year
$ taizhang disburse 1元 --line 2025-002 --econ 30201 --payee 甲 --voucher 记-1299 --memo 补记 --date 12-30
$ taizhang open
$ taizhang adjust 2000元 --kind 上年结转 --line 2025-003 --name 基层科普行动计划 --category 项目支出 --project-code 621099250000000000001 --function 2060702 --econ 39908 --doc '示财〔2026〕3号' --date 1-15
$ taizhang --year 2026 open
$ taizhang --year 2025 status
$ taizhang restore ../备份-2026-01-26.taizhang ../恢复的台账
$ taizhang --ledger ../恢复的台账 verify
$ taizhang verify --head c2927dea04530d8ef9b16aed714917b34c3a10eb94cc535ca58c841fea337188
$ taizhang disburse 100元 --line 2025-003 --econ 39908 --payee 文具店 --voucher 记-0620 --memo 办公用品 --date 12-30
$ taizhang record --id A02 --name 座谈会 --start 2-1 --count 参加人数:20
$ taizhang statu
$ taizhang disburse 10元 --line 2025-002
$ taizhang --ledger /没有 status
