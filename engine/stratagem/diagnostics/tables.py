"""What is said of each kind of fault in a decision table, in English and Chinese: a cause, then remedies."""

from stratagem.diagnostics.sentence import NEAR_EN, NEAR_ZH, Sentence

TABLES: dict[str, Sentence] = {
    "table-of-another-kind": Sentence(
        ("tables of the kind {name} are not read, and this one would be left out", "save it as .xlsx or as .csv"),
        ("不能读取 {name} 格式的表，这张表会被遗漏", "请另存为 .xlsx 或 .csv"),
    ),
    "binary-table": Sentence(
        ("this is no CSV file in UTF-8", "save it again as “CSV UTF-8”, or as .xlsx"),
        ("这不是 UTF-8 编码的 CSV 文件", "请另存为“CSV UTF-8”，或另存为 .xlsx"),
    ),
    "table-not-utf8": Sentence(
        ("the byte {byte} is not valid UTF-8", "save the table again as “CSV UTF-8”, or as .xlsx"),
        ("字节 {byte} 不是有效的 UTF-8", "请把表另存为“CSV UTF-8”，或另存为 .xlsx"),
    ),
    "unreadable-workbook": Sentence(
        ("the workbook is damaged, or no workbook at all", "open it in its program and save it again as .xlsx"),
        ("工作簿已损坏，或者不是工作簿", "请用原来的程序打开，重新另存为 .xlsx"),
    ),
    "workbook-protected": Sentence(
        ("the workbook asks for a password", "save it without one: the rules in it are read by programs"),
        ("工作簿设了密码", "请另存为不带密码的文件，程序才能读取其中的规则"),
    ),
    "workbook-too-old": Sentence(
        ("this is a workbook of the old format, whatever its name says", "save it again as .xlsx"),
        ("这是旧格式的工作簿，只是扩展名改了", "请重新另存为 .xlsx"),
    ),
    "hidden-sheet": Sentence(
        (
            'the first sheet, "{name}", is hidden, and its rules would decide unseen',
            "show the sheet, or move the one with the rules to the front",
        ),
        ("第一张工作表“{name}”是隐藏的，其中的规则会在暗中起作用", "请取消隐藏，或把写规则的工作表移到最前面"),
    ),
    "table-too-large": Sentence(
        ("the table has more than {limit} {what}", "split it into several files"),
        ("表格超过 {limit} {what}", "请拆成几个文件"),
    ),
    "merged-cells": Sentence(
        ("the cells {cells} are merged, and each row needs its own", "unmerge them, and write the value in every cell"),
        ("单元格 {cells} 合并了，而每一行都要有自己的内容", "请取消合并，并在每个单元格里写上内容"),
    ),
    "formula-without-value": Sentence(
        (
            "this cell holds a formula that has not been computed",
            "open and save the workbook in its program, or write the value itself",
        ),
        ("单元格里是没有算出结果的公式", "请用原来的程序打开并保存，或直接写上值"),
    ),
    "error-in-cell": Sentence(
        ("this cell holds the error {text}", "mend the formula, or write the value itself"),
        ("单元格里是错误值 {text}", "请修正公式，或直接写上值"),
    ),
    "text-after-quote": Sentence(
        (
            'the quotes of this cell end before "{text}"',
            'within a cell in quotes, write two quotes for one: "say ""yes"" to it"',
        ),
        ("单元格的引号在“{text}”之前就结束了", '加了引号的单元格里，一个引号要写成两个："说""好""就行"'),
    ),
    "unknown-hit-policy": Sentence(
        (
            '"{name}" is no hit policy',
            'did you mean "{near}"? The first cell may begin with one of {allowed}, as in `F | tier`',
            "the first cell may begin with one of {allowed}, as in `F | tier`",
        ),
        (
            "“{name}”不是命中策略",
            "是不是想写“{near}”？第一个单元格可以用 {allowed} 之一开头，如 F | tier",
            "第一个单元格可以用 {allowed} 之一开头，如 F | tier",
        ),
    ),
    "unknown-heading": Sentence(
        (
            'no column can be called "{name}"',
            "{attribute} is known about a person: write `some: {attribute}` to ask whether somebody is so",
            NEAR_EN,
            "write a fact, by its id or label, or an effect such as recommend, priority or because.en",
        ),
        (
            "不能有叫“{name}”的列",
            "{attribute} 是人员的属性：要问有没有这样的人，请写 some: {attribute}",
            NEAR_ZH,
            "请写事实的标识或名称，或写 recommend、priority、because.zh 等",
        ),
    ),
    "heading-needs-language": Sentence(
        ("the column `{name}` does not say in which language it is", "write one column for each: {allowed}"),
        ("列 {name} 没有写明是哪种语言", "请每种语言写一列：{allowed}"),
    ),
    "duplicate-heading": Sentence(
        ('"{name}" says the same as the heading at {first}', "keep one of the two columns; a range fits in one cell"),
        ("“{name}”与 {first} 的表头相同", "请只保留一列；一个单元格里可以写范围"),
    ),
    "missing-column": Sentence(
        ("table {table} has no column `{name}`", "add the column, and fill it in every row that needs it"),
        ("表 {table} 没有 {name} 这一列", "请加上这一列，并在需要的行里填写"),
    ),
    "table-without-effect": Sentence(
        ("no column of table {name} has an effect", "add one of: {allowed}, conclude:<fact>"),
        ("表 {name} 没有一列起作用", "请至少加一列：{allowed}、conclude:<事实>"),
    ),
    "table-without-rows": Sentence(
        ("table {name} has headings and no rows", "write one rule in each row, or remove the file"),
        ("表 {name} 只有表头，没有内容", "请每行写一条规则，或删除该文件"),
    ),
    "rows-without-ids": Sentence(
        (
            "the rows of {name} have no ids, and none can be made from its name",
            "name the file like customer-tiers.csv, or add a column `id`",
        ),
        ("{name} 的各行没有标识，也不能由文件名得出", "请把文件命名为 customer-tiers.csv 这样，或加上 id 列"),
    ),
    "cell-without-heading": Sentence(
        (
            'nothing says what "{text}" is: its column has no heading',
            "write a heading above it, or put quotes around a cell that has a comma in it",
        ),
        ("“{text}”所在的列没有表头", "请写上表头；单元格内容含逗号时请加引号"),
    ),
    "asked-twice": Sentence(
        ("{name} is asked twice of one person", "write one test, such as `a, b`; `;` separates two people"),
        ("对同一个人问了两次 {name}", "请合成一个条件，如“a, b”；两个人之间用“;”隔开"),
    ),
    "blank-cell": Sentence(
        ("this row does not say its {name}", "write it in this cell"),
        ("这一行没有写 {name}", "请写在这个单元格里"),
    ),
    "row-too-rich": Sentence(
        (
            "{name} cannot be a row: its condition asks for one of several facts, or for people in a way no cell says",
            "leave it in YAML; tables and YAML work side by side",
        ),
        (
            "{name} 不能写成一行：它的条件涉及几个事实之间的“或”，或者对人员的要求在单元格里写不下",
            "请留在 YAML 里；表格和 YAML 可以并用",
        ),
    ),
    "row-asks-twice": Sentence(
        (
            "{name} cannot be a row: it asks for {fact} in two tests",
            "join the two into one test such as a range, or leave it in YAML",
        ),
        ("{name} 不能写成一行：对 {fact} 写了两个条件", "请合成一个条件，例如范围；否则请留在 YAML 里"),
    ),
    "row-out-of-order": Sentence(
        (
            "{name} cannot be a row beside the others: it asks for {others} in another order than they do",
            "write the lines of its `when` in the order of the others",
        ),
        (
            "{name} 不能和其他规则放在一张表里：{others} 的先后顺序与它们不同",
            "请把它 when 里各行的顺序改成和其他规则一致",
        ),
    ),
    "row-holds-twice": Sentence(
        ("{name} cannot be a row: it holds back strategies for different reasons", "split it into two rules"),
        ("{name} 不能写成一行：它有几个不同的 hold", "请拆成两条规则"),
    ),
    "row-accepts-one-thing": Sentence(
        (
            "{name} cannot be a row: what it accepts is only about {about}, which no cell can say",
            "leave it in YAML",
        ),
        ("{name} 不能写成一行：它的 accept 只针对 {about}，单元格里写不下", "请留在 YAML 里"),
    ),
    "row-would-differ": Sentence(
        ("{name} cannot be a row: read from a table, it would not be the same", "leave it in YAML"),
        ("{name} 不能写成一行：从表格读回来会与原来不同", "请留在 YAML 里"),
    ),
    "duplicate-table": Sentence(
        ("there is a table {name} already, at {first}", "rename one of the two files"),
        ("已经有一张表叫 {name}，在 {first}", "请给其中一个文件改名"),
    ),
}
