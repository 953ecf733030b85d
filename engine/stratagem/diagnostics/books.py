"""What is said of each kind of fault in a book of accounts, in English and Chinese: a cause, then remedies."""

from stratagem.diagnostics.sentence import NEAR_EN, NEAR_ZH, Sentence

BOOKS: dict[str, Sentence] = {
    "heading-twice": Sentence(
        ('several columns are headed "{name}"', "keep one of them"),
        ("有几列的标题都是“{name}”", "请只保留一列"),
    ),
    "missing-account-column": Sentence(
        ("no column says which account a person belongs to", "add a column `{column}`, as in the accounts", "add one"),
        ("没有一列说明人员属于哪个客户", "请加上“{column}”列，与客户表一致", "请加上这一列"),
    ),
    "person-without-account": Sentence(
        ("this person belongs to no account", "write the account's name or id as it stands in the accounts"),
        ("这个人没有写明所属客户", "请写上客户表里的名称或编号"),
    ),
    "account-not-in-book": Sentence(
        ('"{value}" is none of the accounts of this book', "write its name or id as it stands in the accounts"),
        ("“{value}”不是客户表里的客户", "请写上客户表里的名称或编号"),
    ),
    "account-named-twice": Sentence(
        ('several accounts are called "{value}"', "add a column `account_id` to both tables"),
        ("有几个客户都叫“{value}”", "请在两张表里都加上“account_id”列"),
    ),
    "odd-row": Sentence(
        (
            "cells in this row: {cells}; headings: {headings}",
            'give it as many; a cell that holds the separator itself is written in quotation marks, "so, and so"',
        ),
        (
            "这一行有 {cells} 个单元格，标题却有 {headings} 个",
            '请补齐或删去多余的单元格；单元格里如有分隔符，请加上英文引号，如 "甲,乙"',
        ),
    ),
    "stray-quotation": Sentence(
        (
            "a quotation mark in this row stands where none belongs",
            'put the whole cell in quotation marks and write those inside it twice: """Acme"" Ltd"',
        ),
        ("这一行有一个英文引号放错了位置", '请给整个单元格加上引号，里面的引号写两遍，如 """甲""公司"'),
    ),
    "open-quotation": Sentence(
        (
            "a quotation mark in row {row} is not closed, so it cannot be told where that row ends",
            "close it or remove it, and check that no cell has a single quotation mark",
        ),
        ("第 {row} 行的英文引号没有闭合，无法判断这一行到哪里结束", "请补上或删去这个引号"),
    ),
    "person-of-rejected-account": Sentence(
        ("nothing is wrong with this row, but its account is rejected", "hand it in again with its account"),
        ("这一行没有问题，但所属客户被退回", "请与客户一起重新提交"),
    ),
    "more-faults": Sentence(
        ("{count} more faults follow in this book", "mend those above first, then look again"),
        ("这批客户还有 {count} 处问题", "请先改好以上各处，再检查一遍"),
    ),
    "duplicate-account-id": Sentence(
        ('several rows have the account id "{value}", first row {row}', "keep one row for each account"),
        ("客户编号“{value}”重复，首次出现在第 {row} 行", "每个客户只保留一行"),
    ),
    "not-a-table": Sentence(
        ("this file is no table that can be read or written", "a book is kept in files that end in: {allowed}"),
        ("不支持这种表格文件", "请使用这些扩展名的文件：{allowed}"),
    ),
    "unreadable-table": Sentence(
        (
            "the table cannot be read: {reason}",
            "save it again from the program it came from; a CSV file in UTF-8",
        ),
        ("表格无法读取：{reason}", "请从原来的程序重新导出；CSV 要用 UTF-8 编码"),
    ),
    "being-written": Sentence(
        ("another run is writing this file just now", "let it end, or name another file"),
        ("另一次运行正在写这个文件", "请等它结束，或换一个文件名"),
    ),
    "sheet-too-long": Sentence(
        ("a sheet of XLSX holds at most {limit} rows", "write the result to a .parquet or .csv file"),
        ("XLSX 工作表最多 {limit} 行", "请把结果写成 .parquet 或 .csv 文件"),
    ),
    "spark-no-java": Sentence(
        (
            "Spark needs Java 17 or newer, and it did not start: {reason}",
            "install it (Debian, Ubuntu: apt-get install openjdk-17-jre-headless), or say in JAVA_HOME where it is",
        ),
        ("Spark 需要 Java 17 或更高版本，但没能启动：{reason}", "请安装 Java，或用 JAVA_HOME 指明它的位置"),
    ),
    "not-a-spark-master": Sentence(
        (
            "this is no address of a Spark cluster",
            "write it as the master's log has it, spark://host:7077; yarn, k8s://… and local[2] are understood too",
        ),
        ("这不是 Spark 集群的地址", "请照主节点日志里的写法，如 spark://host:7077；也可以写 yarn、k8s://… 或 local[2]"),
    ),
    "spark-unreachable": Sentence(
        (
            "no master of Spark can be used at this address: {reason}",
            "start the master, or correct the address; its log says it, as in spark://host:7077",
        ),
        (
            "这个地址上没有可用的 Spark 主节点：{reason}",
            "请启动主节点，或改正地址；主节点的日志里写着，如 spark://host:7077",
        ),
    ),
    "spark-no-worker": Sentence(
        (
            "for {seconds} seconds no worker of this cluster has had room for the book",
            "start workers, or wait until others are done; each needs a free core and spark.executor.memory (1 GB)",
        ),
        (
            "已等待 {seconds} 秒，集群里没有工作节点能接下这份客户表",
            "请启动工作节点，或等其他任务结束；每个节点要有空闲的核和 spark.executor.memory 那么多内存（默认 1 GB）",
        ),
    ),
    "spark-without-package": Sentence(
        (
            "the workers of Spark do not find the Python package {name}",
            'on every worker: pip install "stratagem[spark]", for the Python that spark.pyspark.python names',
        ),
        (
            "Spark 的工作节点上找不到 Python 包 {name}",
            '请在每个工作节点上执行 pip install "stratagem[spark]"，装到 spark.pyspark.python 所指的 Python 里',
        ),
    ),
    "spark-failed": Sentence(
        (
            "Spark gave up: {reason}",
            "the logs of the workers say more; the files must lie under the same path on every worker",
        ),
        ("Spark 中途失败：{reason}", "详情见工作节点的日志；所有节点上都要能用同一路径访问这些文件"),
    ),
    "unknown-mapping": Sentence(
        ('there is no mapping called "{name}"', NEAR_EN, "name a file such as mapping.yaml, or one of: {allowed}"),
        ("没有名为“{name}”的列名对照", NEAR_ZH, "请写文件名，如 mapping.yaml，或写：{allowed}"),
    ),
}
