// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace sanvat::data {

/// A file and the option that names it.
struct NamedFile {
    std::string option;  ///< "--out"
    std::string name;    ///< as the user gave it
};

/// Refuses to write a file that is also read. Throws Error(bad_value) where both name the same file, however either is
/// spelled, links included, or parts of the same Shapefile. `read` may be FILE:layer. A file that does not exist is the
/// same as none.
void refuse_overwriting(const NamedFile& written, const NamedFile& read);

}  // namespace sanvat::data
