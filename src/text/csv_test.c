#include "text/csv.h"

#include "test/hostile.h"

/* The rows as "a|b/c|d/", or the error's words. */
static str told(struct arena *a, str csv)
{
    struct csv c;
    struct why w = { 0 };
    struct str_list cells;
    struct text x = { .arena = a };
    enum err err = csv_open(&w, a, csv, &c);
    if (err != OK) return w.words;
    while (csv_row(&c, a, &w, &cells, &err)) {
        for (size_t i = 0; i < cells.n; i++) {
            if (i) text_addc(&x, '|');
            text_add(&x, cells.at[i]);
        }
        text_addc(&x, '/');
    }
    return err == OK ? text_str(&x) : w.words;
}

PURE(csv_is_read_as_spreadsheets_write_it)
{
    struct arena *a = arena_open();
    check_str(told(a, STR("a,b\r\nc,\"d,\"\"x\"\"\ny\"\n")), "a|b/c|d,\"x\"\ny/");
    check_str(told(a, STR("\xEF\xBB\xBF"
                          "a;b\rc;d")),
              "a|b/c|d/");
    check_str(told(a, STR("sep=|\r\na|b,c\n")), "a|b,c/");
    check_str(told(a, STR("a,b\n1\n1,2,3\n")), "a|b/1/1|2|3/");
    check_str(told(a, STR("a,b\nx,\"y")), "line 2, column 2: a quote is opened and never closed");
    check_str(told(a, STR("a,\"b\nc\"\n\"x\"y")), "line 3, column 1: text after a closing quote");
    check_str(told(a, STR("\xFF\xFE"
                          "a")),
              "is UTF-16: save it as \"CSV UTF-8\"");
    check_str(told(a, STR("\xE9")), "is not UTF-8: save it as \"CSV UTF-8\"");
    check_str(told(a, STR("")), "");
    arena_close(a);
}

/* The only cells that begin as written with one of = + - @ are plain numbers: "-5" is no formula. */
static void must_come_back(struct arena *a, str cell)
{
    struct text x = { .arena = a };
    struct csv c;
    struct str_list cells;
    enum err err;
    double number;
    text_add(&x, STR("a,"));
    csv_cell(&x, cell);
    text_add(&x, STR(",z\r\n"));
    check_ok(csv_open(NULL, a, text_str(&x), &c));
    check(csv_row(&c, a, NULL, &cells, &err) && cells.n == 3);
    str back = cells.at[1];
    if (back.n == cell.n + 1 && back.at[0] == '\'') back = str_from(back, 1);
    check(str_is(back, cell));
    if (!str_real(cell, &number)) check(x.at[2] == ',' || !strchr("=+-@\t\r", x.at[2]));
    if (cells.at[1].n && !str_real(cell, &number)) check(!strchr("=+-@\t\r", cells.at[1].at[0]));
}

PURE(no_cell_runs_as_a_formula_and_every_cell_comes_back)
{
    struct arena *a = arena_open();
    str all = hostile_file(a, "generated/csv/cells.jsonl");
    json_t *line, *list = hostile_json(a, "strings/naughty-strings/blns.json");
    size_t i;
    int seen = 0;
    for (; hostile_line(&all, &line); seen++) {
        must_come_back(a, json_text(json_object_get(line, "cell")));
        json_decref(line);
    }
    check(seen >= 25);
    json_array_foreach(list, i, line)
    {
        str cell = json_text(line);
        if (cell.n && !memchr(cell.at, 0, cell.n)) must_come_back(a, cell);
    }
    json_decref(list);
    arena_close(a);
}

PURE(hostile_imports_are_read_or_refused_plainly)
{
    struct arena *a = arena_open();
    const struct {
        const char *name, *words; /* NULL: readable */
    } files[] = { { "10k-cols", "line 1, column 1001: more than 1000 columns" },
                  { "1MiB-cell", NULL },
                  { "bare-cr", NULL },
                  { "bom", NULL },
                  { "dup-header", NULL },
                  { "latin1", "is not UTF-8: save it as \"CSV UTF-8\"" },
                  { "nul", "contains the character NUL: not a CSV file" },
                  { "quotes", NULL },
                  { "ragged", NULL },
                  { "semicolon", NULL },
                  { "sep", NULL },
                  { "unterminated", "a quote is opened and never closed" },
                  { "utf16", "is UTF-16: save it as \"CSV UTF-8\"" } };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        str is = told(a, hostile_file(a, str_z(a, str_format(a, "generated/csv/import-%s.csv", files[i].name))));
        if (files[i].words)
            check(str_ends(is, str_of(files[i].words)));
        else
            check(str_ends(is, STR("/")));
    }
    arena_close(a);
}
