// SPDX-License-Identifier: Apache-2.0
#include "tiler/sheet_request.hpp"

#include <algorithm>
#include <cmath>

#include "data/error.hpp"
#include "data/text.hpp"
#include "tiler/sheet_layout.hpp"

namespace sanvat::tiler {

namespace {

/// Less than that there is nothing to see on.
constexpr double least_box_m = 1;

void check_side(const char* parameter, int pixels) {
    if (1 <= pixels && pixels <= most_sheet_side_px) return;
    throw data::bad_value(parameter, std::to_string(pixels) + " is no size of a sheet",
                          "give a whole number of pixels from 1 to " + std::to_string(most_sheet_side_px));
}

void check_dpi(int dpi) {
    if (least_sheet_dpi <= dpi && dpi <= most_sheet_dpi) return;
    throw data::bad_value(
        "dpi", std::to_string(dpi) + " is out of range",
        "give a whole number from " + std::to_string(least_sheet_dpi) + " to " + std::to_string(most_sheet_dpi));
}

void check_title(const std::string& title) {
    if (!data::is_utf8(title)) throw data::bad_value("title", "is no text in UTF-8", "give UTF-8");
    const auto letters = std::ranges::count_if(data::to_nfc(title), [](char c) { return (c & 0xc0) != 0x80; });
    if (static_cast<std::size_t>(letters) > most_title_letters) {
        throw data::bad_value("title", "has " + std::to_string(letters) + " letters",
                              "give at most " + std::to_string(most_title_letters));
    }
    const bool plain = std::ranges::none_of(title, [](char c) { return (c >= '\0' && c < ' ') || c == '\x7f'; });
    if (!plain) throw data::bad_value("title", "holds a control character", "give one line of plain text");
}

void check_box(const data::Envelope& box) {
    const MercatorBox drawn = to_mercator(box);
    if (drawn.width() >= least_box_m && drawn.height() >= least_box_m) return;
    if (box.south < box.north && box.west < box.east && (box.south >= max_latitude || box.north <= -max_latitude)) {
        throw data::bad_value("bbox", "lies beyond the edge of the map, which ends at 85.05° north and south",
                              "give a box that reaches nearer to the equator");
    }
    throw data::bad_value("bbox", "holds no area that could be drawn",
                          "give west,south,east,north in degrees, west below east and south below north");
}

/// Of whatever gave the sheet its size.
void check_sheet_size(const SheetRequest& request) {
    const SheetSize size = sheet_size(request, {0, 0, 2, 1});
    const double longest_mm = std::max(size.width, size.height) / inch_pt * inch_mm;
    if (longest_mm > most_sheet_side_mm) {
        throw data::bad_value("dpi", "makes the sheet " + std::to_string(std::lround(longest_mm)) + " mm long",
                              "give more dots an inch, or fewer pixels: a sheet has at most " +
                                  std::to_string(std::lround(most_sheet_side_mm)) + " mm");
    }
    if (request.format != SheetFormat::png) return;
    const double pixels = size.width * size.height * request.dpi * request.dpi / (inch_pt * inch_pt);
    if (pixels <= most_sheet_pixels) return;
    throw data::bad_value(request.size ? "width" : "dpi",
                          "the picture would have " + std::to_string(std::llround(pixels)) + " pixels",
                          "a PNG has at most " + std::to_string(most_sheet_pixels) + "; ask for fewer, or for PDF");
}

}  // namespace

void check_sheet(const SheetRequest& request) {
    check_dpi(request.dpi);
    if (request.size) {
        check_side("width", request.size->width);
        check_side("height", request.size->height);
    }
    check_sheet_size(request);
    if (request.box) check_box(*request.box);
    if (request.title) check_title(*request.title);
    if (request.language == "vi" || request.language == "en") return;
    throw data::bad_value("lang", "\"" + request.language + "\" is no language of sheets", "give vi or en");
}

}  // namespace sanvat::tiler
