// SPDX-License-Identifier: Apache-2.0
#include "tiler/glyphs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <protozero/pbf_writer.hpp>

#include "tiler/glyph_outline.hpp"

namespace sanvat::tiler {

namespace {

// What MapLibre counts on.
constexpr int em = 24;            // pixels
constexpr int buffer = 3;         // pixels around a glyph
constexpr double radius = 8;      // pixels of distance that the 256 values stand for
constexpr double outside = 0.25;  // of them are for places outside

// Field numbers of glyphs.proto.
namespace field {
constexpr protozero::pbf_tag_type stacks = 1;
constexpr protozero::pbf_tag_type stack_name = 1;
constexpr protozero::pbf_tag_type stack_range = 2;
constexpr protozero::pbf_tag_type stack_glyph = 3;
constexpr protozero::pbf_tag_type glyph_id = 1;
constexpr protozero::pbf_tag_type glyph_bitmap = 2;
constexpr protozero::pbf_tag_type glyph_width = 3;
constexpr protozero::pbf_tag_type glyph_height = 4;
constexpr protozero::pbf_tag_type glyph_left = 5;
constexpr protozero::pbf_tag_type glyph_top = 6;
constexpr protozero::pbf_tag_type glyph_advance = 7;
}  // namespace field

/// Whole pixels around an outline.
struct PixelBox {
    int left = 0;
    int bottom = 0;
    int right = 0;
    int top = 0;
    [[nodiscard]] int width() const noexcept { return right - left; }
    [[nodiscard]] int height() const noexcept { return top - bottom; }
};

/// Requires an outline that is not empty.
PixelBox box_of(const GlyphOutline& outline) {
    double west = std::numeric_limits<double>::max();
    double south = west;
    double east = -west;
    double north = -west;
    for (const auto& [from, to] : outline.pieces) {  // closed: every end is a beginning, too
        west = std::min(west, from.x);
        east = std::max(east, from.x);
        south = std::min(south, from.y);
        north = std::max(north, from.y);
    }
    return {static_cast<int>(std::floor(west)), static_cast<int>(std::floor(south)), static_cast<int>(std::ceil(east)),
            static_cast<int>(std::ceil(north))};
}

double square_of_distance(GlyphPoint p, const GlyphOutline::Piece& piece) {
    const double dx = piece.to.x - piece.from.x;
    const double dy = piece.to.y - piece.from.y;
    const double length = dx * dx + dy * dy;
    const double along = length == 0 ? 0 : ((p.x - piece.from.x) * dx + (p.y - piece.from.y) * dy) / length;
    const double share = std::clamp(along, 0.0, 1.0);
    const double x = piece.from.x + share * dx - p.x;
    const double y = piece.from.y + share * dy - p.y;
    return x * x + y * y;
}

/// How often the piece winds around the place: 1, 0 or -1.
int winding(GlyphPoint p, const GlyphOutline::Piece& piece) {
    const bool up = piece.from.y <= p.y && piece.to.y > p.y;
    const bool down = piece.from.y > p.y && piece.to.y <= p.y;
    if (!up && !down) return 0;
    const double share = (p.y - piece.from.y) / (piece.to.y - piece.from.y);
    if (piece.from.x + share * (piece.to.x - piece.from.x) <= p.x) return 0;
    return up ? 1 : -1;
}

/// 191 on the outline, more inside.
char value_at(GlyphPoint p, const GlyphOutline& outline) {
    double nearest = std::numeric_limits<double>::max();
    int wound = 0;
    for (const auto& piece : outline.pieces) {
        nearest = std::min(nearest, square_of_distance(p, piece));
        wound += winding(p, piece);
    }
    const double distance = wound != 0 ? -std::sqrt(nearest) : std::sqrt(nearest);
    const double dark = 256 * (distance / radius + outside);
    return static_cast<char>(static_cast<unsigned char>(255 - std::lround(std::clamp(dark, 0.0, 255.0))));
}

/// Row by row from the top, with the buffer.
std::string bitmap_of(const GlyphOutline& outline, const PixelBox& box) {
    std::string bitmap;
    bitmap.reserve(static_cast<std::size_t>(box.width() + 2 * buffer) *
                   static_cast<std::size_t>(box.height() + 2 * buffer));
    for (int y = box.top + buffer - 1; y >= box.bottom - buffer; --y) {
        for (int x = box.left - buffer; x < box.right + buffer; ++x)
            bitmap.push_back(value_at({x + 0.5, y + 0.5}, outline));
    }
    return bitmap;
}

std::string encode(std::uint32_t character, const GlyphOutline& outline, int ascender) {
    std::string message;
    protozero::pbf_writer writer(message);
    writer.add_uint32(field::glyph_id, character);
    PixelBox box;
    if (!outline.pieces.empty()) {
        box = box_of(outline);
        writer.add_bytes(field::glyph_bitmap, bitmap_of(outline, box));
    }
    writer.add_uint32(field::glyph_width, static_cast<std::uint32_t>(box.width()));
    writer.add_uint32(field::glyph_height, static_cast<std::uint32_t>(box.height()));
    writer.add_sint32(field::glyph_left, box.left);
    writer.add_sint32(field::glyph_top, box.top - ascender);
    writer.add_uint32(field::glyph_advance, static_cast<std::uint32_t>(std::max(0, outline.advance)));
    return message;
}

}  // namespace

std::string glyphs(const ThemeFont& font, int first) {
    GlyphFace face(font.opened, em);
    std::string stack;
    protozero::pbf_writer writer(stack);
    writer.add_string(field::stack_name, font.face);
    writer.add_string(field::stack_range, std::to_string(first) + "-" + std::to_string(first + glyph_range - 1));
    for (int i = first; i < first + glyph_range; ++i) {
        const auto character = static_cast<std::uint32_t>(i);
        if (const auto outline = face.outline(character))
            writer.add_message(field::stack_glyph, encode(character, *outline, face.ascender()));
    }
    std::string bytes;
    protozero::pbf_writer(bytes).add_message(field::stacks, stack);
    return bytes;
}

}  // namespace sanvat::tiler
