// SPDX-License-Identifier: Apache-2.0
#include "tiler/sheet_text.hpp"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>

#include "data/error.hpp"
#include "tiler/font.hpp"
#include "tiler/shaped_text.hpp"

namespace sanvat::tiler {

namespace {

struct Destroy {
    void operator()(FcPattern* pattern) const noexcept { FcPatternDestroy(pattern); }
    void operator()(cairo_font_face_t* face) const noexcept { cairo_font_face_destroy(face); }
    void operator()(cairo_font_options_t* options) const noexcept { cairo_font_options_destroy(options); }
};

template <typename T>
using Owned = std::unique_ptr<T, Destroy>;

/// Cairo opens the file itself and keeps it open as long as it needs it, which may be longer than we do.
Owned<cairo_font_face_t> cairo_face(const std::filesystem::path& file) {
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
std::vector<cairo_text_cluster_t> clusters_of(std::span<const hb_glyph_info_t> letters, std::size_t bytes) {
    std::vector<cairo_text_cluster_t> clusters;
    for (std::size_t i = 0; i < letters.size();) {
        std::size_t next = i + 1;
        while (next < letters.size() && letters[next].cluster == letters[i].cluster)
            ++next;
        const std::size_t end = next < letters.size() ? letters[next].cluster : bytes;
        clusters.push_back({static_cast<int>(end - letters[i].cluster), static_cast<int>(next - i)});
        i = next;
    }
    return clusters;
}

Run run_of(const Font& font, std::string_view text) {
    const ShapedText shaped(font, text);
    const auto letters = shaped.letters();
    const auto places = shaped.places();
    Run run;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        run.glyphs.push_back({letters[i].codepoint, run.advance + places[i].x_offset, -places[i].y_offset * 1.0});
        run.advance += places[i].x_advance;
    }
    run.clusters = clusters_of(letters, text.size());
    return run;
}

}  // namespace

/// A font, and what Cairo draws its letters with.
struct SheetText::Pen {
    explicit Pen(std::shared_ptr<const Font> opened) : font(std::move(opened)), drawn(cairo_face(font->file())) {
        if (cairo_font_face_status(drawn.get()) == CAIRO_STATUS_SUCCESS) return;
        throw data::Error(data::ErrorKind::failure,
                          {.file = font->file().string(), .layer = {}, .record = {}, .parameter = {}},
                          "cannot be read as a font");
    }

    std::shared_ptr<const Font> font;
    Owned<cairo_font_face_t> drawn;
};

SheetText::SheetText(cairo_t* context, const Theme& theme) : context_(context) {
    for (const auto face : {FontFace::regular, FontFace::bold, FontFace::italic})
        pens_.emplace(face, std::make_unique<const Pen>(theme.font(face).opened));
    // Letters keep their places whatever the pixels are.
    const Owned<cairo_font_options_t> options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(context_, options.get());
}

SheetText::~SheetText() = default;

const SheetText::Pen& SheetText::pen(FontFace face) const {
    return *pens_.at(face);
}

double SheetText::width(std::string_view text, const TextLook& look) const {
    const Font& font = *pen(look.face).font;
    return run_of(font, text).advance * look.size / font.units_an_em();
}

void SheetText::write(std::string_view text, const TextLook& look, double x, double y) const {
    const Pen& used = pen(look.face);
    Run run = run_of(*used.font, text);
    const double scale = look.size / used.font->units_an_em();
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
