// SPDX-License-Identifier: Apache-2.0
#include "tiler/glyph_masks.hpp"

#include <ft2build.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <unordered_map>

#include "data/error.hpp"
#include "tiler/free_type_face.hpp"

#include FT_FREETYPE_H
#include FT_GLYPH_H
#include FT_STROKER_H

namespace sanvat::tiler {

namespace {

/// All letters of a few sizes; some 300 bytes each.
constexpr std::size_t most_kept = 16384;

struct Close {
    void operator()(FT_Stroker stroker) const noexcept { FT_Stroker_Done(stroker); }
    void operator()(FT_Glyph glyph) const noexcept { FT_Done_Glyph(glyph); }
};
template <typename Handle>
using OwnedFreeType = std::unique_ptr<std::remove_pointer_t<Handle>, Close>;

OwnedFreeType<FT_Stroker> new_stroker(FT_Library library) {
    FT_Stroker pen = nullptr;
    if (FT_Stroker_New(library, &pen) != 0) throw data::Error(data::ErrorKind::failure, {}, "no memory for fonts");
    return OwnedFreeType<FT_Stroker>(pen);
}

struct LookHash {
    std::size_t operator()(const GlyphLook& look) const noexcept {
        std::uint64_t hash = look.glyph;
        for (const int part : {static_cast<int>(look.face), look.size_64, look.halo_64, look.step})
            hash = hash * 0x9e3779b97f4a7c15U + static_cast<std::uint64_t>(part);
        return static_cast<std::size_t>(hash ^ hash >> 32U);
    }
};

/// A font and the size that it is set to.
struct MaskFont {
    FreeTypeFace face;
    int size_64 = 0;

    void resize(int wanted_64) {
        if (size_64 == wanted_64) return;
        face.check(FT_Set_Char_Size(face.get(), 0, wanted_64, 0, 0), "the font has no outlines that could be scaled");
        size_64 = wanted_64;
    }
};

/// A picture has 256 colours at most, and each step of coverage over each ground is one: the eye does not miss the
/// others.
constexpr unsigned coverage_levels = 24;

std::uint8_t stepped(unsigned char coverage) noexcept {
    constexpr unsigned last = coverage_levels - 1;
    const unsigned level = (coverage * last + 127) / 255;
    return static_cast<std::uint8_t>(level * 255 / last);
}

GlyphMask to_mask(FT_BitmapGlyph drawn) {
    const FT_Bitmap& bitmap = drawn->bitmap;
    GlyphMask mask{drawn->left, -drawn->top, static_cast<int>(bitmap.width), static_cast<int>(bitmap.rows), {}};
    mask.coverage.reserve(std::size_t{bitmap.width} * bitmap.rows);
    for (unsigned row = 0; row < bitmap.rows; ++row) {
        const unsigned char* first = bitmap.buffer + static_cast<std::ptrdiff_t>(row) * bitmap.pitch;
        std::transform(first, first + bitmap.width, std::back_inserter(mask.coverage), stepped);
    }
    return mask;
}

}  // namespace

struct GlyphMasks::Impl {
    FreeTypeLibrary library = start_free_type();
    OwnedFreeType<FT_Stroker> stroker = new_stroker(library.get());
    std::map<FontFace, MaskFont> fonts;
    std::unordered_map<GlyphLook, GlyphMask, LookHash> kept;

    [[nodiscard]] GlyphMask draw(const GlyphLook& look) {
        MaskFont& font = fonts.at(look.face);
        font.resize(look.size_64);
        const FreeTypeFace& face = font.face;
        face.check(FT_Load_Glyph(face.get(), look.glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP),
                   "a letter cannot be read");
        FT_Glyph glyph = nullptr;
        face.check(FT_Get_Glyph(face.get()->glyph, &glyph), "a letter cannot be read");
        if (look.halo_64 > 0) {
            FT_Stroker_Set(stroker.get(), look.halo_64, FT_STROKER_LINECAP_ROUND, FT_STROKER_LINEJOIN_ROUND, 0);
            const FT_Error error = FT_Glyph_Stroke(&glyph, stroker.get(), 1);
            if (error != 0) FT_Done_Glyph(glyph);
            face.check(error, "a letter's outline cannot be followed");
        }
        FT_Vector origin{look.step * 64 / glyph_steps, 0};
        const FT_Error error = FT_Glyph_To_Bitmap(&glyph, FT_RENDER_MODE_NORMAL, &origin, 1);
        const OwnedFreeType<FT_Glyph> owned(glyph);
        face.check(error, "a letter cannot be drawn");
        return to_mask(reinterpret_cast<FT_BitmapGlyph>(glyph));
    }
};

GlyphMasks::GlyphMasks(const Theme& theme) : impl_(std::make_unique<Impl>()) {
    for (const FontFace face : {FontFace::regular, FontFace::bold, FontFace::italic})
        impl_->fonts.try_emplace(face, MaskFont{FreeTypeFace(impl_->library, theme.font(face).opened), 0});
}

GlyphMasks::~GlyphMasks() = default;

const GlyphMask& GlyphMasks::of(const GlyphLook& look) {
    const auto found = impl_->kept.find(look);
    if (found != impl_->kept.end()) return found->second;
    if (impl_->kept.size() >= most_kept) impl_->kept.clear();
    return impl_->kept.emplace(look, impl_->draw(look)).first->second;
}

}  // namespace sanvat::tiler
