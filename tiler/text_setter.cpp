// SPDX-License-Identifier: Apache-2.0
#include "tiler/text_setter.hpp"

#include <harfbuzz/hb.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <compare>
#include <map>
#include <mutex>

#include "data/error.hpp"

namespace sanvat::tiler {

namespace {

/// Names that are kept as they were set: those of a map, which most zooms set alike.
constexpr std::size_t most_kept = 4096;

struct Release {
    void operator()(hb_blob_t* blob) const noexcept { hb_blob_destroy(blob); }
    void operator()(hb_face_t* face) const noexcept { hb_face_destroy(face); }
    void operator()(hb_font_t* font) const noexcept { hb_font_destroy(font); }
    void operator()(hb_buffer_t* buffer) const noexcept { hb_buffer_destroy(buffer); }
};
using Blob = std::unique_ptr<hb_blob_t, Release>;
using Face = std::unique_ptr<hb_face_t, Release>;
using SetFont = std::unique_ptr<hb_font_t, Release>;
using Buffer = std::unique_ptr<hb_buffer_t, Release>;

/// Lengths in units of the em square, so that one font serves all sizes.
SetFont open_font(const ThemeFont& font) {
    const Blob blob(hb_blob_create_from_file_or_fail(font.file.c_str()));
    if (!blob || hb_face_count(blob.get()) == 0) {
        throw data::bad_input({.file = font.file.string(), .layer = {}, .record = {}, .parameter = {}},
                              "this is no font", "correct fonts in the theme");
    }
    const Face face(hb_face_create(blob.get(), 0));
    SetFont opened(hb_font_create(face.get()));
    hb_font_make_immutable(opened.get());
    return opened;
}

std::unique_ptr<icu::BreakIterator> line_breaks() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> breaks(icu::BreakIterator::createLineInstance(icu::Locale(), status));
    if (U_FAILURE(status)) throw data::Error(data::ErrorKind::failure, {}, "no rules to break lines by");
    return breaks;
}

/// Letters of a stretch of text, in units of the em square.
Buffer shape(hb_font_t* font, const icu::UnicodeString& text, std::int32_t begin, std::int32_t end) {
    Buffer buffer(hb_buffer_create());
    hb_buffer_add_utf16(buffer.get(), reinterpret_cast<const std::uint16_t*>(text.getBuffer()), text.length(),
                        static_cast<unsigned>(begin), end - begin);
    hb_buffer_guess_segment_properties(buffer.get());
    hb_shape(font, buffer.get(), nullptr, 0);
    return buffer;
}

template <typename Visit>
void each_letter(hb_buffer_t* buffer, Visit visit) {
    unsigned count = 0;
    const hb_glyph_info_t* letters = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* places = hb_buffer_get_glyph_positions(buffer, &count);
    for (unsigned i = 0; i < count; ++i)
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
    Setting(hb_font_t* font, const icu::UnicodeString& text, const LabelRule& rule, double size)
        : font_(font),
          text_(text),
          rule_(rule),
          pixels_a_unit_(size / static_cast<double>(hb_face_get_upem(hb_font_get_face(font)))) {}

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
        hb_font_get_h_extents(font_, &extents);
        return pixels(extents.ascender - extents.descender + extents.line_gap) + line_spacing_px;
    }

    [[nodiscard]] double pixels(hb_position_t units) const noexcept { return units * pixels_a_unit_; }

    /// By position in the text.
    [[nodiscard]] std::vector<double> widths() const {
        std::vector<double> widths(static_cast<std::size_t>(text_.length()));
        const Buffer buffer = shape(font_, text_, 0, text_.length());
        each_letter(buffer.get(), [&](const hb_glyph_info_t& letter, const hb_glyph_position_t& place) {
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
        const Buffer buffer = shape(font_, text_, begin, end);
        double pen = 0;
        each_letter(buffer.get(), [&](const hb_glyph_info_t& letter, const hb_glyph_position_t& place) {
            line.glyphs.push_back({letter.codepoint, static_cast<float>(pen + pixels(place.x_offset)),
                                   static_cast<float>(-pixels(place.y_offset))});
            hb_glyph_extents_t ink{};
            if (hb_font_get_glyph_extents(font_, letter.codepoint, &ink) != 0) {
                const hb_position_t top = place.y_offset + ink.y_bearing;
                reach.above = std::max(reach.above, pixels(top));
                reach.below = std::max(reach.below, -pixels(top + ink.height));
            }
            pen += pixels(place.x_advance) + rule_.spacing;
        });
        line.width = pen - rule_.spacing;
        return line;
    }

    hb_font_t* font_;
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
    std::map<FontFace, SetFont> fonts;
    std::mutex mutex;  // of what follows
    std::unique_ptr<icu::BreakIterator> breaks = line_breaks();
    std::map<Wanted, SetText> kept;
};

TextSetter::TextSetter(const Theme& theme) : impl_(std::make_unique<Impl>()) {
    for (const FontFace face : {FontFace::regular, FontFace::bold, FontFace::italic})
        impl_->fonts.try_emplace(face, open_font(theme.font(face)));
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
    SetText set = Setting(impl_->fonts.at(rule.face).get(), letters, rule, wanted.size).run(*impl_->breaks);
    if (impl_->kept.size() >= most_kept) impl_->kept.clear();
    return impl_->kept.emplace(std::move(wanted), std::move(set)).first->second;
}

}  // namespace sanvat::tiler
