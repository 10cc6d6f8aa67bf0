// SPDX-License-Identifier: Apache-2.0
#include "tiler/sheet_furniture.hpp"

#include <algorithm>
#include <array>
#include <numbers>

#include "tiler/graticule.hpp"

namespace sanvat::tiler {

namespace {

constexpr Colour ink{0x3a, 0x36, 0x31};
constexpr Colour ink_soft{0x6b, 0x64, 0x5b};

// Of an A4 sheet, points.
constexpr double frame_width = 3;
constexpr double scale_bar_width = 130;
constexpr double scale_bar_height = 4;
constexpr double north_arrow_width = 40;
constexpr double note_size = 6.3;

/// Undoes what is done to the context while it lives.
class Saved {
public:
    explicit Saved(cairo_t* context) : context_(context) { cairo_save(context); }
    ~Saved() { cairo_restore(context_); }
    Saved(const Saved&) = delete;
    Saved& operator=(const Saved&) = delete;

private:
    cairo_t* context_;
};

void use(cairo_t* context, Colour colour, double opacity = 1) {
    cairo_set_source_rgba(context, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0, opacity);
}

/// Filled with ink, or with the paper's white between two lines of ink.
void bar(cairo_t* context, const SheetBox& box, bool dark, double line) {
    cairo_rectangle(context, box.left, box.top, box.width, box.height);
    if (dark) {
        use(context, ink);
    } else {
        cairo_set_source_rgb(context, 1, 1, 1);
    }
    cairo_fill_preserve(context);
    use(context, ink);
    cairo_set_line_width(context, line);
    cairo_stroke(context);
}

constexpr double seconds_a_degree = 3600;

/// Where a meridian and a parallel are drawn.
double x_of(int seconds, const MercatorBox& box, const SheetBox& map) {
    const double x = to_mercator(data::LonLat{seconds / seconds_a_degree, 0}).x;
    return map.left + (x - box.west) / box.width() * map.width;
}
double y_of(int seconds, const MercatorBox& box, const SheetBox& map) {
    const double y = to_mercator(data::LonLat{0, seconds / seconds_a_degree}).y;
    return map.top + (box.north - y) / box.height() * map.height;
}

}  // namespace

double SheetFurniture::shrunk(const std::string& text, TextLook look, double most_width) const {
    return look.size * std::min(1.0, most_width / std::max(1e-9, text_.width(text, look)));
}

void SheetFurniture::heading(const std::string& title, const std::string& dates) const {
    const double u = layout_.unit;
    const SheetBox& box = layout_.heading;
    const double left = layout_.map.left - frame_width * u;
    const double width = box.right() - left;
    TextLook small{FontFace::regular, 8 * u, ink_soft, TextAlign::left};
    small.size = shrunk(dates, small, width);
    text_.write(dates, small, left, box.bottom() - 3 * u);
    if (title.empty()) return;
    TextLook large{sheet_title_face, 17 * u, ink, TextAlign::left};
    large.size = shrunk(title, large, width);
    text_.write(title, large, left, box.top + 16 * u);
}

void SheetFurniture::write_upright(const std::string& text, const TextLook& look, double x, double y) const {
    const Saved saved(context_);
    cairo_translate(context_, x, y);
    cairo_rotate(context_, -std::numbers::pi / 2);
    text_.write(text, look, 0, 0);
}

void SheetFurniture::meridian(double x, const std::string& label) const {
    const double u = layout_.unit;
    const SheetBox& map = layout_.map;
    line(x, map.top, x, map.bottom());
    const TextLook look{FontFace::regular, 6 * u, ink_soft, TextAlign::middle};
    text_.write(label, look, x, map.top - (frame_width + 2) * u);
    text_.write(label, look, x, map.bottom() + (frame_width + 6.4) * u);
}

void SheetFurniture::parallel(double y, const std::string& label) const {
    const double u = layout_.unit;
    const SheetBox& map = layout_.map;
    line(map.left, y, map.right(), y);
    const TextLook look{FontFace::regular, 6 * u, ink_soft, TextAlign::middle};
    write_upright(label, look, map.left - (frame_width + 2) * u, y);
    write_upright(label, look, map.right() + (frame_width + 6.4) * u, y);
}

void SheetFurniture::line(double x0, double y0, double x1, double y1) const {
    use(context_, ink, 0.3);
    cairo_set_line_width(context_, 0.35 * layout_.unit);
    cairo_move_to(context_, x0, y0);
    cairo_line_to(context_, x1, y1);
    cairo_stroke(context_);
}

/// Bands of black and white in turn from line to line, as topographic maps have them.
void SheetFurniture::frame(const std::vector<double>& across, const std::vector<double>& down) const {
    const double u = layout_.unit;
    const SheetBox& map = layout_.map;
    const double w = frame_width * u;
    const double line = 0.5 * u;
    const Saved saved(context_);
    for (std::size_t i = 0; i + 1 < across.size(); ++i) {
        const double length = across[i + 1] - across[i];
        bar(context_, {across[i], map.top - w, length, w}, i % 2 == 0, line);
        bar(context_, {across[i], map.bottom(), length, w}, i % 2 == 0, line);
    }
    for (std::size_t i = 0; i + 1 < down.size(); ++i) {
        const double length = down[i + 1] - down[i];
        bar(context_, {map.left - w, down[i], w, length}, i % 2 == 0, line);
        bar(context_, {map.right(), down[i], w, length}, i % 2 == 0, line);
    }
    cairo_rectangle(context_, map.left - w, map.top - w, map.width + 2 * w, map.height + 2 * w);
    use(context_, ink);
    cairo_set_line_width(context_, 1 * u);
    cairo_stroke(context_);
}

void SheetFurniture::graticule(const MercatorBox& box) const {
    const SheetBox& map = layout_.map;
    const Graticule lines = make_graticule(to_lon_lat(box));
    std::vector<double> across{map.left};
    std::vector<double> down{map.bottom()};
    for (const int seconds : lines.meridians) {
        across.push_back(x_of(seconds, box, map));
        meridian(across.back(), meridian_label(seconds, lines.step_s, language_));
    }
    for (const int seconds : lines.parallels) {
        down.push_back(y_of(seconds, box, map));
        parallel(down.back(), parallel_label(seconds, lines.step_s, language_));
    }
    across.push_back(map.right());
    down.push_back(map.top);
    frame(across, down);
}

void SheetFurniture::scale_bar(const MercatorBox& box) const {
    const double u = layout_.unit;
    const ScaleBar scale = make_scale_bar(box, layout_.map.width, scale_bar_width * u);
    const double left = layout_.foot.right() - north_arrow_width * u - scale.drawn_pt;
    const double top = layout_.foot.bottom() - 15 * u;
    const Saved saved(context_);
    constexpr int parts = 4;
    for (int i = 0; i < parts; ++i) {
        bar(context_, {left + i * scale.drawn_pt / parts, top, scale.drawn_pt / parts, scale_bar_height * u},
            i % 2 == 0, 0.5 * u);
    }
    const TextLook look{FontFace::regular, 6.5 * u, ink, TextAlign::middle};
    const double below = top + (scale_bar_height + 8) * u;
    text_.write("0", look, left, below);
    text_.write(length_text(scale.length_m / 2, language_), look, left + scale.drawn_pt / 2, below);
    text_.write(length_text(scale.length_m, language_), look, left + scale.drawn_pt, below);
    const std::string words = (english() ? "Scale " : "Tỉ lệ ") + scale_text(scale.denominator, language_) +
                              (english() ? " in the middle" : " ở giữa tờ");
    text_.write(words, {FontFace::bold, 7 * u, ink, TextAlign::middle}, left + scale.drawn_pt / 2, top - 5 * u);
}

void SheetFurniture::north_arrow() const {
    const double u = layout_.unit;
    const double x = layout_.foot.right() - 10 * u;
    const double tip = layout_.foot.bottom() - 26 * u;
    const double base = layout_.foot.bottom() - 2 * u;
    const double waist = base - 6 * u;
    const double half = 7 * u;
    const Saved saved(context_);
    for (const bool dark : {true, false}) {
        cairo_move_to(context_, x, tip);
        cairo_line_to(context_, dark ? x - half : x + half, base);
        cairo_line_to(context_, x, waist);
        cairo_close_path(context_);
        if (dark) {
            use(context_, ink);
        } else {
            cairo_set_source_rgb(context_, 1, 1, 1);
        }
        cairo_fill_preserve(context_);
        use(context_, ink);
        cairo_set_line_width(context_, 0.6 * u);
        cairo_set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(context_);
    }
    text_.write(english() ? "N" : "B", {FontFace::bold, 8 * u, ink, TextAlign::middle}, x, tip - 3 * u);
}

void SheetFurniture::notes(const std::vector<std::string>& notes) const {
    const double u = layout_.unit;
    const SheetBox& foot = layout_.foot;
    const double left = layout_.map.left - frame_width * u;
    const double top = foot.top + 4 * u;
    const double width = foot.right() - (scale_bar_width + north_arrow_width + 24) * u - left;
    TextLook look{FontFace::regular, note_size * u, ink_soft, TextAlign::left};
    std::vector<std::string> lines;
    for (double share = 1; share > 0.3; share *= 0.93) {
        look.size = note_size * share * u;
        lines.clear();
        for (const std::string& note : notes)
            std::ranges::move(text_.lines(note, look, width), std::back_inserter(lines));
        if (static_cast<double>(lines.size()) * look.size * 1.3 <= foot.bottom() - top) break;
    }
    double y = top + look.size;
    for (const std::string& line : lines) {
        text_.write(line, look, left, y);
        y += look.size * 1.3;
    }
}

}  // namespace sanvat::tiler
