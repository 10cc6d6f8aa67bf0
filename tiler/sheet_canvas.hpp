// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: what a sheet is drawn on.
#pragma once

#include <cairo.h>

#include <memory>
#include <string>

#include "tiler/image.hpp"
#include "tiler/sheet_format.hpp"
#include "tiler/sheet_layout.hpp"

namespace sanvat::tiler {

/// What a document says of itself; formats that have no place for it leave it out.
struct SheetMetadata {
    std::string title;
    std::string author;
};

/// A white sheet to draw on with Cairo, and its bytes in the end. Belongs to one thread. Throws Error(failure) with
/// Cairo's words.
class SheetCanvas {
public:
    /// `dpi` counts for PNG. The same drawing makes the same bytes.
    SheetCanvas(SheetFormat format, const SheetSize& size, int dpi, const SheetMetadata& metadata);

    /// Units are points of the sheet. Lives as long as the canvas.
    [[nodiscard]] cairo_t* context() const noexcept { return context_.get(); }

    /// The pixels of a PNG that a place covers, at least one each way.
    struct Pixels {
        int left = 0;
        int top = 0;
        int width = 1;
        int height = 1;
    };
    [[nodiscard]] Pixels pixels(const SheetBox& place) const noexcept;

    /// Puts a picture on a PNG, shrunk or stretched where it has other sides than the pixels.
    void put(const Image& picture, const Pixels& place) const;

    /// The file. To be called once, last.
    [[nodiscard]] std::string finish();

private:
    struct Destroy {
        void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
        void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
    };

    void describe(const SheetMetadata& metadata);

    const SheetFormat format_;
    const int dpi_;
    std::string bytes_;
    std::unique_ptr<cairo_surface_t, Destroy> surface_;
    std::unique_ptr<cairo_t, Destroy> context_;
};

}  // namespace sanvat::tiler
