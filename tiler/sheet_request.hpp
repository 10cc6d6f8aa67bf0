// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "data/geometry.hpp"
#include "tiler/sheet_format.hpp"
#include "tiler/tile_request.hpp"

namespace sanvat::tiler {

/// What protects the server from a sheet. Beyond them a request is refused, naming the parameter.
inline constexpr int most_sheet_side_px = 8192;
inline constexpr int most_sheet_pixels = 36'000'000;  ///< of a PNG: up to 432 MB while it is drawn, picture, copy and sheet
inline constexpr double most_sheet_side_mm = 1500;
inline constexpr int least_sheet_dpi = 36;
inline constexpr int most_sheet_dpi = 600;
inline constexpr std::size_t most_title_letters = 120;

enum class Paper : std::uint8_t { a4, a3 };

/// Both sides in pixels.
struct SheetPixels {
    int width = 0;
    int height = 0;
};

/// A printable map: title, legend, scale bar, north arrow, graticule and sources around a map of a style. On a sheet of
/// less than about 60 mm there is only the map.
struct SheetRequest : MapScope {
    SheetFormat format = SheetFormat::pdf;
    /// WGS 84 degrees; the map shows all of it and, where the frame has another shape, more on two sides. Default: the
    /// extent of the store's units.
    std::optional<data::Envelope> box;
    /// Size of the sheet, which is pixels / dpi inches; default: the paper, upright or across as suits the box.
    std::optional<SheetPixels> size;
    Paper paper = Paper::a4;
    int dpi = 150;                     ///< pixels an inch
    std::optional<std::string> title;  ///< default: of the store and what is shown; empty: none
    bool legend = true;
    std::string language = "vi";                   ///< of everything but names and titles given: "vi" or "en"
    std::chrono::milliseconds time_limit{30'000};  ///< for the map, from when it is asked for; then busy
};

/// Throws bad_value naming `bbox`, `width`, `height`, `dpi`, `title` or `lang`. Names of styles and layers are checked
/// with the plan.
void check_sheet(const SheetRequest& request);

}  // namespace sanvat::tiler
