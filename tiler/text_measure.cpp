// SPDX-License-Identifier: Apache-2.0
#include "tiler/text_measure.hpp"

#include <ft2build.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <unordered_map>

#include "data/error.hpp"

#include FT_FREETYPE_H

namespace sanvat::tiler {

namespace {

struct CloseLibrary {
    void operator()(FT_Library library) const noexcept { FT_Done_FreeType(library); }
};
using Library = std::unique_ptr<std::remove_pointer_t<FT_Library>, CloseLibrary>;

struct CloseFace {
    void operator()(FT_Face face) const noexcept { FT_Done_Face(face); }
};
using Face = std::unique_ptr<std::remove_pointer_t<FT_Face>, CloseFace>;

/// Shares of the size of the letters.
struct Letter {
    double advance = 0;
    double height = 0;
    double below = 0;  ///< the line it stands on
};

/// A font and the letters of it that were asked for.
class Font {
public:
    Font(FT_Library library, const ThemeFont& font) {
        FT_Face opened = nullptr;
        if (FT_New_Face(library, font.file.c_str(), 0, &opened) != 0) {
            throw data::bad_input({.file = font.file.string(), .layer = {}, .record = {}, .parameter = {}},
                                  "this is no font", "correct fonts in the theme");
        }
        face_.reset(opened);
    }

    const Letter& letter(UChar32 character) {
        const auto [found, fresh] = letters_.try_emplace(character);
        if (fresh) found->second = measured(character);
        return found->second;
    }

    [[nodiscard]] double line_height() const noexcept { return face_->height / em(); }

private:
    [[nodiscard]] double em() const noexcept { return face_->units_per_EM; }

    [[nodiscard]] Letter measured(UChar32 character) const {
        const FT_UInt glyph = FT_Get_Char_Index(face_.get(), static_cast<FT_ULong>(character));
        if (FT_Load_Glyph(face_.get(), glyph, FT_LOAD_NO_SCALE) != 0) return {};
        const FT_Glyph_Metrics& metrics = face_->glyph->metrics;
        return {static_cast<double>(metrics.horiAdvance) / em(), static_cast<double>(metrics.height) / em(),
                std::max(0.0, static_cast<double>(metrics.height - metrics.horiBearingY) / em())};
    }

    Face face_;
    std::unordered_map<UChar32, Letter> letters_;
};

/// Where the lines of a text end, broken where it says so and after the word that is too long for its line.
std::vector<std::int32_t> line_ends(const icu::UnicodeString& text, const std::vector<double>& widths, double wrap) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> breaks(icu::BreakIterator::createLineInstance(icu::Locale(), status));
    if (U_FAILURE(status)) throw data::Error(data::ErrorKind::failure, {}, "no rules to break lines by");
    breaks->setText(text);
    std::vector<std::int32_t> ends;
    double length = 0;
    for (std::int32_t i = 0; i < text.length(); ++i) {
        if (text[i] == u'\n') {
            ends.push_back(i + 1);
            length = 0;
            continue;
        }
        length += widths[static_cast<std::size_t>(i)];
        if (wrap <= 0 || length <= wrap) continue;
        const std::int32_t next = breaks->following(i);
        if (next == icu::BreakIterator::DONE || next >= text.length()) break;
        ends.push_back(next);
        i = next - 1;
        length = 0;
    }
    ends.push_back(text.length());
    return ends;
}

}  // namespace

struct TextMeasure::Impl {
    std::mutex mutex;
    Library library;
    std::map<FontFace, Font> fonts;

    TextExtent measure(const icu::UnicodeString& text, const LabelRule& rule, double size) {
        Font& font = fonts.at(rule.face);
        std::vector<double> widths(static_cast<std::size_t>(text.length()));
        std::vector<double> heights(widths.size());
        double below = 0;
        for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
            if (text[i] == u'\n') continue;
            const Letter& letter = font.letter(text.char32At(i));
            const auto at = static_cast<std::size_t>(i);
            widths[at] = letter.advance * size;
            heights[at] = letter.height * size;
            below = std::max(below, letter.below * size);
        }
        const auto ends = line_ends(text, widths, rule.wrap);
        TextExtent extent;
        std::int32_t begin = 0;
        for (const std::int32_t end : ends) {
            const bool blank = end > begin && (text[end - 1] == u' ' || text[end - 1] == u'\n');
            const std::int32_t last = blank ? end - 1 : end;
            double width = 0;
            for (std::int32_t i = begin; i < last; ++i)
                width += widths[static_cast<std::size_t>(i)] + rule.spacing;
            extent.width = std::max(extent.width, width);
            begin = end;
        }
        extent.height = *std::max_element(heights.begin(), heights.begin() + ends.front()) + below +
                        static_cast<double>(ends.size() - 1) * (font.line_height() * size + line_spacing_px);
        return extent;
    }
};

TextMeasure::TextMeasure(const Theme& theme) : impl_(std::make_unique<Impl>()) {
    FT_Library opened = nullptr;
    if (FT_Init_FreeType(&opened) != 0) throw data::Error(data::ErrorKind::failure, {}, "no memory for fonts");
    impl_->library.reset(opened);
    for (const FontFace face : {FontFace::regular, FontFace::bold, FontFace::italic})
        impl_->fonts.try_emplace(face, opened, theme.font(face));
}

TextMeasure::~TextMeasure() = default;

TextExtent TextMeasure::of(const std::string& text, const LabelRule& rule, int zoom) {
    auto letters = icu::UnicodeString::fromUTF8(text);
    if (rule.capitals) letters.toUpper();
    if (letters.isEmpty()) return {};
    const std::lock_guard lock(impl_->mutex);
    return impl_->measure(letters, rule, rule.size.at(zoom));
}

}  // namespace sanvat::tiler
