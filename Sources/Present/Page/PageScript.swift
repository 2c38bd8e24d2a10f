/// The only script of a page: it sorts a table by the column whose heading is pressed, and shows the quotes that hold a word. It
/// reads and sends nothing. The page's security policy allows this text alone, by its digest.
enum PageScript {
  /// The SHA-256 of `text`, in base 64; a test compares the two.
  static let digest = "fdZazC4iu0eYxDWjVemQsOVRmP98kpf6ZlssGFfMMz0="

  static let text = """
    'use strict';
    for (const table of document.querySelectorAll('table')) {
      const body = table.tBodies[0];
      if (!body || body.rows.length < 2) continue;
      [...table.tHead.rows[0].cells].forEach((head, column) => {
        const button = document.createElement('button');
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener('click', () => {
          const down = head.getAttribute('aria-sort') !== 'descending';
          for (const other of head.parentNode.cells) other.removeAttribute('aria-sort');
          head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
          const value = row => row.cells[column].dataset.value ?? row.cells[column].textContent;
          const rank = (a, b) => {
            const [x, y] = [value(a), value(b)];
            if ((x === '') !== (y === '')) return x === '' ? 1 : -1;
            const order = isNaN(x) || isNaN(y) ? x.localeCompare(y) : x - y;
            return down ? -order : order;
          };
          body.append(...[...body.rows].sort(rank));
        });
      });
    }
    for (const voices of document.querySelectorAll('.voices')) {
      const quotes = [...voices.querySelectorAll('.quote')];
      if (quotes.length < 4) continue;
      const field = document.createElement('input');
      field.type = 'search';
      field.placeholder = 'Show quotes with …';
      field.setAttribute('aria-label', 'Show quotes with');
      field.addEventListener('input', () => {
        const word = field.value.toLowerCase();
        for (const quote of quotes) quote.hidden = !quote.textContent.toLowerCase().includes(word);
      });
      voices.prepend(field);
    }
    """
}
