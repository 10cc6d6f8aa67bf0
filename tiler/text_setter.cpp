// SPDX-License-Identifier: Apache-2.0
#include "tiler/text_setter.hpp"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <compare>
#include <map>
#include <mutex>

#include "data/error.hpp"
#include "tiler/font.hpp"
#include "tiler/shaped_text.hpp"

namespace sanvat::tiler {

namespace {

/// Names that are kept as they were set: those of a map, which most zooms set alike.
constexpr std::size_t most_kept = 4096;

std::unique_ptr<icu::BreakIterator> line_breaks() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> breaks(icu::BreakIterator::createLineInstance(icu::Locale(), status));
    if (U_FAILURE(status)) throw data::Error(data::ErrorKind::failure, {}, "no rules to break lines by");
    return breaks;
}

template <typename Visit>
void each_letter(const ShapedText& text, Visit visit) {
    const auto letters = text.letters();
    const auto places = text.places();
    for (std::size_t i = 0; i < letters.size(); ++i)
        visit(letters[i], places[i]);
}

/// How far the ink of a line reaches above and below the line on which letters stand.
struct Reach {
    double above = 0;
    double below = 0;
};

/// Sets one name.
class Setting {
public:
    Setting(const Font& font, const icu::UnicodeString& text, const LabelRule& rule, double size)
        : font_(font), text_(text), rule_(rule), pixels_a_unit_(size / font.units_an_em()) {}

    SetText run(icu::BreakIterator& breaks) {
        SetText set;
        std::vector<Reach> reaches;
        std::int32_t begin = 0;
        for (const std::int32_t end : line_ends(breaks)) {
            const bool blank = end > begin && (text_[end - 1] == u' ' || text_[end - 1] == u'\n');
            set.lines.push_back(line(begin, blank ? end - 1 : end, reaches.emplace_back()));
            set.width = std::max(set.width, set.lines.back().width);
            begin = end;
        }
        double baseline = reaches.front().above;
        for (SetLine& line : set.lines) {
            line.baseline = baseline;
            baseline += line_step();
        }
        set.height = set.lines.back().baseline + reaches.back().below;
        return set;
    }

private:
    [[nodiscard]] double line_step() const {
        hb_font_extents_t extents{};
        hb_font_get_h_extents(font_.shaper(), &extents);
        return pixels(extents.ascender - extents.descender + extents.line_gap) + line_spacing_px;
    }

    [[nodiscard]] double pixels(hb_position_t units) const noexcept { return units * pixels_a_unit_; }

    [[nodiscard]] ShapedText shaped(std::int32_t begin, std::int32_t end) const {
        const std::u16string_view text(text_.getBuffer(), static_cast<std::size_t>(text_.length()));
        return {font_, text, static_cast<std::size_t>(begin), static_cast<std::size_t>(end)};
    }

    /// By position in the text.
    [[nodiscard]] std::vector<double> widths() const {
        std::vector<double> widths(static_cast<std::size_t>(text_.length()));
        each_letter(shaped(0, text_.length()), [&](const hb_glyph_info_t& letter, const hb_glyph_position_t& place) {
            if (text_[static_cast<std::int32_t>(letter.cluster)] != u'\n')
                widths[letter.cluster] += pixels(place.x_advance);
        });
        return widths;
    }

    /// Where the lines end, broken where the text says so and after the word that is too long for its line.
    [[nodiscard]] std::vector<std::int32_t> line_ends(icu::BreakIterator& breaks) const {
        if (rule_.wrap <= 0 && text_.indexOf(u'\n') < 0) return {text_.length()};
        const std::vector<double> widths = this->widths();
        breaks.setText(text_);
        std::vector<std::int32_t> ends;
        double length = 0;
        for (std::int32_t i = 0; i < text_.length(); ++i) {
            if (text_[i] == u'\n') {
                ends.push_back(i + 1);
                length = 0;
                continue;
            }
            length += widths[static_cast<std::size_t>(i)];
            if (rule_.wrap <= 0 || length <= rule_.wrap) continue;
            const std::int32_t next = breaks.following(i);
            if (next == icu::BreakIterator::DONE || next >= text_.length()) break;
            ends.push_back(next);
            i = next - 1;
            length = 0;
        }
        ends.push_back(text_.length());
        return ends;
    }

    [[nodiscard]] SetLine line(std::int32_t begin, std::int32_t end, Reach& reach) const {
        SetLine line;
        if (begin >= end) return line;
        double pen = 0;
        each_letter(shaped(begin, end), [&](const hb_glyph_info_t& letter, const hb_glyph_position_t& place) {
            line.glyphs.push_back({letter.codepoint, static_cast<float>(pen + pixels(place.x_offset)),
                                   static_cast<float>(-pixels(place.y_offset))});
            hb_glyph_extents_t ink{};
            if (hb_font_get_glyph_extents(font_.shaper(), letter.codepoint, &ink) != 0) {
                const hb_position_t top = place.y_offset + ink.y_bearing;
                reach.above = std::max(reach.above, pixels(top));
                reach.below = std::max(reach.below, -pixels(top + ink.height));
            }
            pen += pixels(place.x_advance) + rule_.spacing;
        });
        line.width = pen - rule_.spacing;
        return line;
    }

    const Font& font_;
    const icu::UnicodeString& text_;
    const LabelRule& rule_;
    const double pixels_a_unit_;
};

/// All that a set name depends on, but the fonts.
struct Wanted {
    std::string text;
    FontFace face;
    bool capitals;
    double wrap, spacing, size;

    auto operator<=>(const Wanted&) const = default;
};

}  // namespace

void SetText::justify(Justification side) noexcept {
    const double share = side == Justification::left ? 0 : side == Justification::right ? 1 : 0.5;
    for (SetLine& line : lines)
        line.left = (width - line.width) * share;
}

struct TextSetter::Impl {
    std::map<FontFace, std::shared_ptr<const Font>> fonts;
    std::mutex mutex;  // of what follows
    std::unique_ptr<icu::BreakIterator> breaks = line_breaks();
    std::map<Wanted, SetText> kept;
};

TextSetter::TextSetter(const Theme& theme) : impl_(std::make_unique<Impl>()) {
    for (const FontFace face : {FontFace::regular, FontFace::bold, FontFace::italic})
        impl_->fonts.try_emplace(face, theme.font(face).opened);
}

TextSetter::~TextSetter() = default;

SetText TextSetter::set(const std::string& text, const LabelRule& rule, int zoom) const {
    Wanted wanted{text, rule.face, rule.capitals, rule.wrap, rule.spacing, rule.size.at(zoom)};
    const std::lock_guard lock(impl_->mutex);
    const auto known = impl_->kept.find(wanted);
    if (known != impl_->kept.end()) return known->second;
    auto letters = icu::UnicodeString::fromUTF8(text);
    if (rule.capitals) letters.toUpper();
    if (letters.isEmpty()) return {};
    SetText set = Setting(*impl_->fonts.at(rule.face), letters, rule, wanted.size).run(*impl_->breaks);
    if (impl_->kept.size() >= most_kept) impl_->kept.clear();
    return impl_->kept.emplace(std::move(wanted), std::move(set)).first->second;
}

}  // namespace sanvat::tiler
