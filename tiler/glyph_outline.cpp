// SPDX-License-Identifier: Apache-2.0
#include "tiler/glyph_outline.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "tiler/free_type_face.hpp"

namespace sanvat::tiler {

namespace {

constexpr double units_a_pixel = 64;  // FreeType's 26.6 numbers
constexpr int pieces_a_curve = 6;     // at 24 pixels an em none is off by more than a hundredth of a pixel or so

GlyphPoint to_point(const FT_Vector& vector) {
    return {static_cast<double>(vector.x) / units_a_pixel, static_cast<double>(vector.y) / units_a_pixel};
}

GlyphPoint between(GlyphPoint a, GlyphPoint b, double share) {
    return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

/// Takes FreeType's walk along an outline.
struct Pen {
    std::vector<GlyphOutline::Piece> pieces;
    GlyphPoint at;

    void line(GlyphPoint to) {
        pieces.push_back({at, to});
        at = to;
    }
    void conic(GlyphPoint control, GlyphPoint to) {
        const GlyphPoint from = at;
        for (int i = 1; i <= pieces_a_curve; ++i) {
            const double t = static_cast<double>(i) / pieces_a_curve;
            line(between(between(from, control, t), between(control, to, t), t));
        }
    }
    void cubic(GlyphPoint first, GlyphPoint second, GlyphPoint to) {
        const GlyphPoint from = at;
        for (int i = 1; i <= pieces_a_curve; ++i) {
            const double t = static_cast<double>(i) / pieces_a_curve;
            const GlyphPoint middle = between(first, second, t);
            line(between(between(between(from, first, t), middle, t), between(middle, between(second, to, t), t), t));
        }
    }
};

Pen& pen_of(void* user) {
    return *static_cast<Pen*>(user);
}

const FT_Outline_Funcs walk{[](const FT_Vector* to, void* user) {
                                pen_of(user).at = to_point(*to);
                                return 0;
                            },
                            [](const FT_Vector* to, void* user) {
                                pen_of(user).line(to_point(*to));
                                return 0;
                            },
                            [](const FT_Vector* control, const FT_Vector* to, void* user) {
                                pen_of(user).conic(to_point(*control), to_point(*to));
                                return 0;
                            },
                            [](const FT_Vector* first, const FT_Vector* second, const FT_Vector* to, void* user) {
                                pen_of(user).cubic(to_point(*first), to_point(*second), to_point(*to));
                                return 0;
                            },
                            0,
                            0};

}  // namespace

struct GlyphFace::Impl {
    FreeTypeFace face;
};

GlyphFace::GlyphFace(std::shared_ptr<const Font> font, int pixels_an_em)
    : impl_(std::make_unique<Impl>(Impl{FreeTypeFace(start_free_type(), std::move(font))})) {
    impl_->face.check(FT_Set_Pixel_Sizes(impl_->face.get(), 0, static_cast<FT_UInt>(pixels_an_em)),
                      "the font has no outlines that could be scaled");
}

GlyphFace::~GlyphFace() = default;

int GlyphFace::ascender() const noexcept {
    return static_cast<int>(impl_->face.get()->size->metrics.ascender / 64);
}

std::optional<GlyphOutline> GlyphFace::outline(std::uint32_t character) {
    const FreeTypeFace& face = impl_->face;
    const FT_UInt index = FT_Get_Char_Index(face.get(), character);
    if (index == 0) return std::nullopt;
    face.check(FT_Load_Glyph(face.get(), index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP), "a glyph cannot be read");
    FT_GlyphSlot slot = face.get()->glyph;
    if (slot->format != FT_GLYPH_FORMAT_OUTLINE) return std::nullopt;
    Pen pen;
    face.check(FT_Outline_Decompose(&slot->outline, &walk, &pen), "an outline cannot be followed");
    return GlyphOutline{std::move(pen.pieces), static_cast<int>((slot->metrics.horiAdvance + 32) / 64)};
}

}  // namespace sanvat::tiler
