// SPDX-License-Identifier: Apache-2.0
#include "tiler/name_painter.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace sanvat::tiler {

namespace {

constexpr unsigned opaque = 255;

unsigned divided_by_255(unsigned product) noexcept {
    return (product + 128 + ((product + 128) >> 8U)) >> 8U;
}

/// `colour` with `alpha` over a pixel whose alpha is not multiplied in.
std::uint32_t over(std::uint32_t below, Colour colour, unsigned alpha) noexcept {
    const unsigned behind = divided_by_255((below >> 24U) * (opaque - alpha));
    const unsigned sum = alpha + behind;
    const auto mixed = [&](unsigned channel, unsigned shift) {
        const unsigned old = below >> shift & 0xffU;
        return (channel * alpha + old * behind + sum / 2) / sum << shift;
    };
    return sum << 24U | mixed(colour.blue, 16) | mixed(colour.green, 8) | mixed(colour.red, 0);
}

constexpr int at_once = 8;

/// True where so many pixels have no coverage.
bool is_clear(const std::uint8_t* covered) noexcept {
    std::uint64_t all = 0;
    static_assert(sizeof all == at_once);
    std::memcpy(&all, covered, sizeof all);
    return all == 0;
}

int to_64ths(double pixels) {
    return static_cast<int>(std::lround(pixels * 64));
}

/// Metres of the projection.
double pixel_size(const PaintJob& job) {
    return metres_per_pixel(job.zoom) / job.scale;
}

}  // namespace

void NamePainter::Sheet::clear(const Rect& part) {
    rect = part;
    coverage.assign(static_cast<std::size_t>(rect.width) * static_cast<std::size_t>(rect.height), 0);
}

void NamePainter::Sheet::add(const GlyphMask& mask, int left, int top) noexcept {
    const int x = left - rect.left;
    const int y = top - rect.top;
    const int first = std::max(0, -x);
    const int last = std::min(mask.width, rect.width - x);
    for (int row = std::max(0, -y); row < std::min(mask.height, rect.height - y); ++row) {
        const std::uint8_t* from = mask.coverage.data() + static_cast<std::ptrdiff_t>(row) * mask.width;
        std::uint8_t* to = coverage.data() + static_cast<std::ptrdiff_t>(y + row) * rect.width + x;
        for (int i = first; i < last; ++i)
            to[i] = std::max(to[i], from[i]);
    }
}

void NamePainter::cover(Sheet& sheet, const LabelRule& rule, const PlacedLabel& label, const PaintJob& job,
                        double halo_px) {
    // Pixels of the whole map, whose corner is whole. Letters are rounded there, so that neighbouring pictures agree.
    const double pixel = pixel_size(job);
    const double corner_x = std::round(job.box.west / pixel);
    const double corner_y = std::round(-job.box.north / pixel);
    const double west = label.place.x / pixel + label.left_px * job.scale;
    const double north = -label.place.y / pixel + label.top_px * job.scale;
    GlyphLook look{rule.face, 0, to_64ths(rule.size.at(job.zoom) * job.scale), to_64ths(halo_px * job.scale), 0};
    for (const SetLine& line : label.set.lines) {
        for (const SetGlyph& glyph : line.glyphs) {
            const double steps = std::round((west + (line.left + glyph.x) * job.scale) * glyph_steps);
            const double column = std::floor(steps / glyph_steps);
            const double row = std::round(north + (line.baseline + glyph.y) * job.scale);
            look.glyph = glyph.glyph;
            look.step = static_cast<int>(steps - column * glyph_steps);
            const GlyphMask& mask = masks_.of(look);
            sheet.add(mask, static_cast<int>(column - corner_x) + mask.left,
                      static_cast<int>(row - corner_y) + mask.top);
        }
    }
}

void NamePainter::lay(const Sheet& sheet, Colour colour, double opacity, Image& image) const noexcept {
    const auto strength = static_cast<unsigned>(std::lround(opacity * opaque));
    const std::uint8_t* covered = sheet.coverage.data();
    for (int y = 0; y < sheet.rect.height; ++y) {
        std::uint32_t* row = image.row(sheet.rect.top + y) + sheet.rect.left;
        for (int x = 0; x < sheet.rect.width;) {
            // Most of the sheet lies around the letters.
            if (x + at_once <= sheet.rect.width && is_clear(covered + x)) {
                x += at_once;
                continue;
            }
            const unsigned alpha = divided_by_255(covered[x] * strength);
            if (alpha > 0) row[x] = over(row[x], colour, alpha);
            ++x;
        }
        covered += sheet.rect.width;
    }
}

NamePainter::Rect NamePainter::part_of(const Image& image, const PaintJob& job, const PlacedLabel& label) {
    const double pixel = pixel_size(job);
    const int left = std::max(0, static_cast<int>(std::floor((label.reach.west - job.box.west) / pixel)));
    const int top = std::max(0, static_cast<int>(std::floor((job.box.north - label.reach.north) / pixel)));
    const int right = std::min(image.width, static_cast<int>(std::ceil((label.reach.east - job.box.west) / pixel)));
    const int bottom = std::min(image.height, static_cast<int>(std::ceil((job.box.north - label.reach.south) / pixel)));
    return {left, top, right - left, bottom - top};
}

void NamePainter::paint_name(const LabelRule& rule, const PlacedLabel& label, const PaintJob& job, Image& image) {
    const Rect part = part_of(image, job, label);
    if (part.width <= 0 || part.height <= 0) return;
    if (rule.halo_radius > 0) {
        sheet_.clear(part);
        cover(sheet_, rule, label, job, rule.halo_radius);
        lay(sheet_, rule.halo, halo_opacity, image);
    }
    sheet_.clear(part);
    cover(sheet_, rule, label, job, 0);
    lay(sheet_, rule.colour, 1, image);
}

void NamePainter::paint(const MapStyle& style, const PaintJob& job, Image& image) {
    for (const std::size_t i : label_order(style, job.zoom)) {
        for (const PlacedLabel& label : job.labels->layers[i]) {
            if (label.reach.intersects(job.box)) paint_name(*style.layers[i].label, label, job, image);
        }
    }
}

}  // namespace sanvat::tiler
