// SPDX-License-Identifier: Apache-2.0
// Inside the tiler only: fonts for FreeType.
#pragma once

#include <memory>
#include <string>

#include "tiler/font.hpp"

struct FT_LibraryRec_;  // of FreeType
struct FT_FaceRec_;

namespace sanvat::tiler {

/// Belongs to one thread with all faces that it opens.
using FreeTypeLibrary = std::shared_ptr<FT_LibraryRec_>;

/// Throws failure.
[[nodiscard]] FreeTypeLibrary start_free_type();

/// A face of a font as FreeType follows its outlines, at a size of its own. Belongs to one thread; keeps library and
/// font alive.
class FreeTypeFace {
public:
    /// By the face's number in the file. Throws bad_input where FreeType takes it for no font.
    FreeTypeFace(FreeTypeLibrary library, std::shared_ptr<const Font> font, int number = 0);

    [[nodiscard]] FT_FaceRec_* get() const noexcept { return face_.get(); }

    /// Throws failure that names the font's file where FreeType returned an error.
    void check(int error, const char* what) const;

private:
    struct Close {
        void operator()(FT_FaceRec_* face) const noexcept;
    };

    FreeTypeLibrary library_;
    std::shared_ptr<const Font> font_;
    std::unique_ptr<FT_FaceRec_, Close> face_;  // closed before what it stands on
};

}  // namespace sanvat::tiler
