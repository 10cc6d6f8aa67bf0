// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: files that appear when they are complete, and the formats they can have.
#pragma once

#include <filesystem>
#include <string>

#include "data/error.hpp"
#include "data/gdal.hpp"

namespace sanvat::data {

[[nodiscard]] Error disk_failure(const std::filesystem::path& file, const std::string& problem);

/// The file's ending in small letters, without the dot.
[[nodiscard]] std::string ending_of(const std::filesystem::path& file);

/// The driver for a file ending. Several endings have more than one, so the usual ones are fixed. Throws
/// Error(bad_value) where none writes such files.
[[nodiscard]] GDALDriver& driver_for(const std::string& ending);

/// A folder beside the target, so that files move into place by rename, with everything that is left in it at the end.
class WorkFolder {
public:
    explicit WorkFolder(const std::filesystem::path& target);
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    /// Where to write the target meanwhile.
    [[nodiscard]] std::filesystem::path file() const { return path_ / target_.filename(); }

    /// Moves every file into the target's folder, the target itself last.
    void release() const;

private:
    std::filesystem::path target_;
    std::filesystem::path path_;
};

}  // namespace sanvat::data
