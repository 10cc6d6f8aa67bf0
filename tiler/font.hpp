// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: an opened font.
#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include "data/error.hpp"

struct hb_font_t;  // of HarfBuzz

namespace sanvat::tiler {

/// A font file, opened once for all that set or draw letters: a theme owns its fonts. Immutable and thread-safe; what
/// it hands out lives as long as it does.
class Font {
public:
    /// The file is mapped into memory and must not be cut short while the font lives. Throws bad_input where it is no
    /// font.
    explicit Font(std::filesystem::path file);
    ~Font();
    Font(const Font&) = delete;
    Font& operator=(const Font&) = delete;

    [[nodiscard]] const std::filesystem::path& file() const noexcept;
    /// Those of the whole file.
    [[nodiscard]] std::span<const unsigned char> bytes() const noexcept;
    /// What HarfBuzz shapes text with: the first face, lengths in units of the em square, so that it serves all sizes.
    [[nodiscard]] hb_font_t* shaper() const noexcept;
    /// Along each side of the em square.
    [[nodiscard]] double units_an_em() const noexcept;

private:
    struct Impl;
    std::unique_ptr<const Impl> impl_;
};

/// What is to be thrown for a file that is none: bad_input.
[[nodiscard]] data::Error no_font(const std::filesystem::path& file);

}  // namespace sanvat::tiler
