// SPDX-License-Identifier: Apache-2.0
#include "tiler/sheet_text.hpp"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <harfbuzz/hb.h>

#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

struct Destroy {
    void operator()(FcPattern* pattern) const noexcept { FcPatternDestroy(pattern); }
    void operator()(cairo_font_face_t* face) const noexcept { cairo_font_face_destroy(face); }
    void operator()(cairo_font_options_t* options) const noexcept { cairo_font_options_destroy(options); }
    void operator()(hb_blob_t* blob) const noexcept { hb_blob_destroy(blob); }
    void operator()(hb_face_t* face) const noexcept { hb_face_destroy(face); }
    void operator()(hb_font_t* font) const noexcept { hb_font_destroy(font); }
    void operator()(hb_buffer_t* buffer) const noexcept { hb_buffer_destroy(buffer); }
};

template <typename T>
using Owned = std::unique_ptr<T, Destroy>;

/// Cairo opens the file itself and keeps it open as long as it needs it, which may be longer than we do.
Owned<cairo_font_face_t> cairo_face(const std::string& file) {
    const Owned<FcPattern> pattern(FcPatternCreate());
    // FcChar8 is unsigned char.
    FcPatternAddString(pattern.get(), FC_FILE, reinterpret_cast<const FcChar8*>(file.c_str()));
    FcPatternAddInteger(pattern.get(), FC_INDEX, 0);
    return Owned<cairo_font_face_t>(cairo_ft_font_face_create_for_pattern(pattern.get()));
}

/// Letters as they are drawn, in units of the font.
struct Run {
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
    double advance = 0;
};

/// Which glyphs stand for which bytes of the text: a cluster ends where another begins.
std::vector<cairo_text_cluster_t> clusters_of(const hb_glyph_info_t* infos, unsigned count, std::size_t bytes) {
    std::vector<cairo_text_cluster_t> clusters;
    for (unsigned i = 0; i < count;) {
        unsigned next = i + 1;
        while (next < count && infos[next].cluster == infos[i].cluster)
            ++next;
        const std::size_t end = next < count ? infos[next].cluster : bytes;
        clusters.push_back({static_cast<int>(end - infos[i].cluster), static_cast<int>(next - i)});
        i = next;
    }
    return clusters;
}

}  // namespace

struct SheetText::Font {
    explicit Font(const std::string& file)
        : drawn(cairo_face(file)),
          blob(hb_blob_create_from_file(file.c_str())),
          face(hb_face_create(blob.get(), 0)),
          shaped(hb_font_create(face.get())),
          units(hb_face_get_upem(face.get())) {
        if (hb_face_get_glyph_count(face.get()) > 0 && cairo_font_face_status(drawn.get()) == CAIRO_STATUS_SUCCESS)
            return;
        throw data::Error(data::ErrorKind::failure, {.file = file, .layer = {}, .record = {}, .parameter = {}},
                          "cannot be read as a font");
    }

    /// Letters run from left to right, as those of all the theme's fonts do.
    [[nodiscard]] Run shape(std::string_view text) const {
        const Owned<hb_buffer_t> buffer(hb_buffer_create());
        hb_buffer_add_utf8(buffer.get(), text.data(), static_cast<int>(text.size()), 0, -1);
        hb_buffer_set_direction(buffer.get(), HB_DIRECTION_LTR);
        hb_buffer_guess_segment_properties(buffer.get());
        hb_shape(shaped.get(), buffer.get(), nullptr, 0);
        unsigned count = 0;
        const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
        const hb_glyph_position_t* places = hb_buffer_get_glyph_positions(buffer.get(), &count);
        Run run;
        for (unsigned i = 0; i < count; ++i) {
            run.glyphs.push_back({infos[i].codepoint, run.advance + places[i].x_offset, -places[i].y_offset * 1.0});
            run.advance += places[i].x_advance;
        }
        run.clusters = clusters_of(infos, count, text.size());
        return run;
    }

    Owned<cairo_font_face_t> drawn;
    Owned<hb_blob_t> blob;
    Owned<hb_face_t> face;
    Owned<hb_font_t> shaped;
    double units;  // of the font in its size
};

SheetText::SheetText(cairo_t* context, const Theme& theme) : context_(context) {
    for (const auto face : {FontFace::regular, FontFace::bold, FontFace::italic})
        fonts_.emplace(face, std::make_unique<Font>(theme.font(face).file.string()));
    // Letters keep their places whatever the pixels are.
    const Owned<cairo_font_options_t> options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(context_, options.get());
}

SheetText::~SheetText() = default;

const SheetText::Font& SheetText::font(FontFace face) const {
    return *fonts_.at(face);
}

double SheetText::width(std::string_view text, const TextLook& look) const {
    const Font& used = font(look.face);
    return used.shape(text).advance * look.size / used.units;
}

void SheetText::write(std::string_view text, const TextLook& look, double x, double y) const {
    const Font& used = font(look.face);
    Run run = used.shape(text);
    const double scale = look.size / used.units;
    const double share = look.align == TextAlign::left ? 0 : look.align == TextAlign::middle ? 0.5 : 1;
    for (cairo_glyph_t& glyph : run.glyphs) {
        glyph.x = x + (glyph.x - share * run.advance) * scale;
        glyph.y = y + glyph.y * scale;
    }
    cairo_set_font_face(context_, used.drawn.get());
    cairo_set_font_size(context_, look.size);
    cairo_set_source_rgb(context_, look.colour.red / 255.0, look.colour.green / 255.0, look.colour.blue / 255.0);
    cairo_show_text_glyphs(context_, text.data(), static_cast<int>(text.size()), run.glyphs.data(),
                           static_cast<int>(run.glyphs.size()), run.clusters.data(),
                           static_cast<int>(run.clusters.size()), static_cast<cairo_text_cluster_flags_t>(0));
}

std::vector<std::string> SheetText::lines(std::string_view text, const TextLook& look, double most_width) const {
    std::vector<std::string> lines;
    std::string line;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        std::string longer = line.empty() ? std::string(word) : (line + ' ').append(word);
        if (line.empty() || width(longer, look) <= most_width) {
            line = std::move(longer);
            continue;
        }
        lines.push_back(std::exchange(line, std::string(word)));
    }
    if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

}  // namespace sanvat::tiler
