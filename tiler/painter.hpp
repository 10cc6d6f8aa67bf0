// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "tiler/image.hpp"
#include "tiler/map_document.hpp"
#include "tiler/paint_job.hpp"
#include "tiler/theme.hpp"

struct _cairo;  // cairo_t, of Cairo's own naming

namespace sanvat::tiler {

/// Pixels of the theme beyond the edge of a picture that are rendered and thrown away, so that names and symbols which
/// cross the edge are the same in the neighbouring picture.
inline constexpr int paint_buffer = 192;

/// Paints a style with Mapnik, and over that the names that have their places already. Its maps, one a zoom, are made
/// at first use and kept; what they show comes with each job, so a new snapshot costs nothing here.
///
/// Belongs to one thread at a time; different painters are independent.
class Painter {
public:
    /// `style` is one of the theme's, or outlives the painter.
    Painter(std::shared_ptr<const Theme> theme, const MapStyle& style, NamesAtEdge names = NamesAtEdge::cross);
    ~Painter();
    Painter(Painter&&) noexcept;
    Painter& operator=(Painter&&) noexcept;

    /// Throws Error(failure) with Mapnik's words.
    [[nodiscard]] Image paint(const PaintJob& job);

    /// Draws the same with Cairo, as lines and letters where the context keeps those: the picture covers `job.width` ×
    /// `job.height` units from the context's origin, and should be clipped to that.
    void draw(const PaintJob& job, _cairo* context);

    /// Digest of all that the picture of the job takes from its scene: what lies in it or near enough to move a name in
    /// it, as Mapnik is given it to draw. Jobs that differ in nothing else give equal pictures where the digests are
    /// equal; records elsewhere, and attributes that are not drawn, change nothing. Empty where it takes nothing.
    [[nodiscard]] std::string content(const PaintJob& job);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Makes the theme's fonts known to Mapnik, once a process and thread-safe. Throws bad_input where a file is no font or
/// holds another face than the theme says.
void register_fonts(const Theme& theme);

/// Reads a theme, the one the program was built with where `file` is empty, and makes its fonts known.
[[nodiscard]] std::shared_ptr<const Theme> open_theme(const std::filesystem::path& file);

}  // namespace sanvat::tiler
