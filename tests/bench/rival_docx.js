// The npm package docx writes the content of a JSON file as a report: rival_docx.js JSON PATH.
const fs = require("fs");
const {
  AlignmentType, Document, HeadingLevel, LineRuleType, Packer, Paragraph, Table, TableCell, TableRow,
  TextRun, WidthType,
} = require("docx");

const content = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const start = process.hrtime.bigint();
const children = [];
for (const part of content) {
  children.push(new Paragraph({ text: part.heading, heading: HeadingLevel.HEADING_1 }));
  for (const words of part.paragraphs) {
    children.push(new Paragraph({ text: words, indent: { firstLine: 640 } }));
  }
  if (part.table) {
    children.push(new Paragraph({ text: "分季度执行表", alignment: AlignmentType.CENTER }));
    children.push(new Table({
      width: { size: 8845, type: WidthType.DXA },
      rows: part.table.map((row, number) => new TableRow({
        cantSplit: true,
        tableHeader: number === 0,
        children: row.map((words, column) => new TableCell({
          children: [new Paragraph({
            alignment: number && column ? AlignmentType.RIGHT : AlignmentType.LEFT,
            children: [new TextRun({ text: words, size: 21 })],
          })],
        })),
      })),
    }));
  }
}
const document = new Document({
  styles: { default: { document: {
    run: { size: 32, font: { ascii: "Times New Roman", eastAsia: "仿宋_GB2312" } },
    paragraph: { spacing: { line: 579, lineRule: LineRuleType.EXACT } },
  } } },
  sections: [{
    properties: { page: {
      size: { width: 11906, height: 16838 },
      margin: { top: 2098, bottom: 1984, left: 1587, right: 1474 },
    } },
    children,
  }],
});
Packer.toBuffer(document).then((bytes) => {
  fs.writeFileSync(process.argv[3], bytes);
  console.log(Number((process.hrtime.bigint() - start) / 1000n));
});
