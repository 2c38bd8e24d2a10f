/* One plain function for each shape of libedit's variadic calls that Heed uses. Characters are int32_t here,
   which is what wchar_t is where Heed runs, so that Swift need not trust them to be Unicode scalars. */
#ifndef CEDITLINE_SHIM_H
#define CEDITLINE_SHIM_H

#include <histedit.h>
#include <stdint.h>
#include <stdio.h>

/* Gives one character and returns 1, or returns 0 to end the line. */
typedef int (*ceditline_read_function)(EditLine *, int32_t *);

/* Opens an editor of standard input. What libedit would draw goes to `sink`; the terminal modes are its work. */
static inline EditLine *ceditline_open(const char *program, FILE *sink) {
  return el_init_fd(program, stdin, sink, sink, 0, 1, 2);
}

static inline FILE *ceditline_open_sink(void) { return fopen("/dev/null", "we"); }

static inline int ceditline_set_editor(EditLine *line, const char *name) {
  return el_set(line, EL_EDITOR, name);
}

static inline int ceditline_bind(EditLine *line, const char *key, const char *command) {
  return el_set(line, EL_BIND, key, command, (char *)0);
}

/* Changes terminal modes that hold while a line is edited, as in "-isig". */
static inline int ceditline_set_edit_mode(EditLine *line, const char *mode) {
  return el_set(line, EL_SETTY, "-d", mode, (char *)0);
}

static inline int ceditline_set_read(EditLine *line, ceditline_read_function read) {
  return el_wset(line, EL_GETCFN, read);
}

static inline int ceditline_set_client(EditLine *line, void *client) {
  return el_set(line, EL_CLIENTDATA, client);
}

static inline void *ceditline_client(EditLine *line) {
  void *client = 0;
  el_get(line, EL_CLIENTDATA, &client);
  return client;
}

/* 1: the terminal as it is while editing; 0: as it was before. */
static inline int ceditline_prepare_terminal(EditLine *line, int edits) {
  return el_set(line, EL_PREP_TERM, edits);
}

/* The text of the line (not ended by zero), how long it is, and where the cursor stands in it. */
static inline const int32_t *ceditline_text(EditLine *line, int *count, int *cursor) {
  const LineInfoW *info = el_wline(line);
  *count = (int)(info->lastchar - info->buffer);
  *cursor = (int)(info->cursor - info->buffer);
  return (const int32_t *)info->buffer;
}

static inline int ceditline_insert(EditLine *line, const int32_t *text) {
  return el_winsertstr(line, (const wchar_t *)text);
}

/* Glibc hides it from Swift. */
int wcwidth(wchar_t);

/* Columns of a character; negative if it cannot be shown. */
static inline int ceditline_columns(int32_t character) { return wcwidth((wchar_t)character); }

static inline void ceditline_edit(EditLine *line) {
  int count;
  (void)el_wgets(line, &count);
}

#endif
