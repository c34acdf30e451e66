/** What is selected of a log's rows, as clean text: without numbers and times, a wrapped line in one piece. */
export function selectedText(rows: HTMLElement, selection: Selection): string {
  if (selection.isCollapsed || selection.rangeCount === 0) return '';
  const range = selection.getRangeAt(0);
  let text = '';
  for (const row of rows.querySelectorAll<HTMLElement>('sdp-log-row')) {
    const part = row.querySelector('.text');
    if (!part || !range.intersectsNode(part)) continue;
    if (text !== '' && row.dataset['part'] === '0') text += '\n';
    text += within(range, part).toString();
  }
  return text;
}

function within(range: Range, node: Node): Range {
  const part = range.cloneRange();
  if (!node.contains(part.startContainer)) part.setStart(node, 0);
  if (!node.contains(part.endContainer)) part.setEnd(node, node.childNodes.length);
  return part;
}
