// SPDX-License-Identifier: Apache-2.0
#include "api/page.hpp"

#include "data/markup.hpp"

namespace sanvat::api {

using data::escape_markup;

namespace {

constexpr std::string_view style =
    "body{font:16px/1.5 system-ui,sans-serif;margin:1.5rem auto;max-width:72rem;padding:0 1rem;color:#1d2a2f;"
    "background:#fff}a{color:#0b6477}h1{font-size:1.5rem}h2{font-size:1.2rem}nav{margin-bottom:1rem}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}th,td{text-align:left;vertical-align:top;"
    "padding:.25rem .6rem;border-bottom:1px solid #d5dfe2}th{background:#eef4f5}pre{white-space:pre-wrap;"
    "overflow-wrap:anywhere;background:#f4f7f8;padding:1rem}";

}  // namespace

Page::Page(std::string_view title) {
    const std::string safe = escape_markup(title);
    out_.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append(R"(<meta name="viewport" content="width=device-width, initial-scale=1"><title>)")
        .append(safe)
        .append("</title><link rel=\"icon\" href=\"data:,\"><style>")  // else a browser asks for /favicon.ico
        .append(style)
        .append("</style></head><body><main><h1>")
        .append(safe)
        .append("</h1>\n");
}

void Page::trail(const std::vector<std::pair<std::string, std::string>>& steps) {
    out_ += "<nav aria-label=\"Breadcrumb\">";
    for (const auto& [text, address] : steps) {
        out_.append("<a href=\"")
            .append(escape_markup(address))
            .append("\">")
            .append(escape_markup(text))
            .append("</a> / ");
    }
    out_ += "</nav>\n";
}

void Page::heading(std::string_view text) {
    out_.append("<h2>").append(escape_markup(text)).append("</h2>\n");
}

void Page::paragraph(std::string_view text) {
    out_.append("<p>").append(escape_markup(text)).append("</p>\n");
}

void Page::link_list(const std::vector<std::pair<std::string, std::string>>& links) {
    out_ += "<ul>\n";
    for (const auto& [text, address] : links) {
        out_.append("<li><a href=\"")
            .append(escape_markup(address))
            .append("\">")
            .append(escape_markup(text))
            .append("</a></li>\n");
    }
    out_ += "</ul>\n";
}

void Page::picture(std::string_view address, std::string_view description) {
    out_.append("<p><img src=\"").append(escape_markup(address)).append("\" alt=\"");
    out_.append(escape_markup(description)).append("\"></p>\n");
}

void Page::verbatim(std::string_view text) {
    out_.append("<pre>").append(escape_markup(text)).append("</pre>\n");
}

void Page::begin_table(const std::vector<std::string>& columns) {
    out_ += "<div class=\"wide\"><table><thead><tr>";
    for (const std::string& column : columns)
        out_.append("<th scope=\"col\">").append(escape_markup(column)).append("</th>");
    out_ += "</tr></thead><tbody>\n";
}

void Page::cell(std::string_view text) {
    out_.append(in_row_ ? "<td>" : "<tr><td>").append(escape_markup(text)).append("</td>");
    in_row_ = true;
}

void Page::cell_link(std::string_view text, std::string_view address) {
    out_.append(in_row_ ? "<td>" : "<tr><td>").append("<a href=\"").append(escape_markup(address)).append("\">");
    out_.append(escape_markup(text)).append("</a></td>");
    in_row_ = true;
}

void Page::end_row() {
    if (in_row_) out_ += "</tr>\n";
    in_row_ = false;
}

void Page::end_table() {
    out_ += "</tbody></table></div>\n";
}

std::string Page::take() {
    out_ += "</main></body></html>\n";
    return std::move(out_);
}

}  // namespace sanvat::api
