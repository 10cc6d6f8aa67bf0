// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: draws the names of a plan.
#pragma once

#include "tiler/glyph_masks.hpp"
#include "tiler/image.hpp"
#include "tiler/paint_job.hpp"
#include "tiler/theme.hpp"

namespace sanvat::tiler {

/// Draws names whose places are known already. Mapnik would shape and outline each name anew for each picture, which
/// was more than half of what it did; here letters are drawn once and laid down again. Belongs to one thread.
class NamePainter {
public:
    /// Throws bad_input where a font's file is none.
    explicit NamePainter(const Theme& theme) : masks_(theme) {}

    /// Lays all names of `job.labels` that reach into the picture over it, those that were placed first lowest. The
    /// same name has the same pixels in every picture of the zoom and scale. Requires labels, and a box whose west and
    /// north lie on whole pixels of the zoom.
    void paint(const MapStyle& style, const PaintJob& job, Image& image);

private:
    struct Rect {
        int left = 0, top = 0, width = 0, height = 0;
    };

    /// How much of each pixel of a part of the picture is covered.
    struct Sheet {
        Rect rect;
        std::vector<std::uint8_t> coverage;

        void clear(const Rect& part);
        /// With its first pixel at that pixel of the picture; what lies outside is left out.
        void add(const GlyphMask& mask, int left, int top) noexcept;
    };

    [[nodiscard]] static Rect part_of(const Image& image, const PaintJob& job, const PlacedLabel& label);
    void paint_name(const LabelRule& rule, const PlacedLabel& label, const PaintJob& job, Image& image);
    void cover(Sheet& sheet, const LabelRule& rule, const PlacedLabel& label, const PaintJob& job, double halo_px);
    void lay(const Sheet& sheet, Colour colour, double opacity, Image& image) const noexcept;

    GlyphMasks masks_;
    Sheet sheet_;  // kept from name to name for its memory
};

}  // namespace sanvat::tiler
