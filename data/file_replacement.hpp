// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace sanvat::data {

/// Throws bad_input naming the file or folder where what it is to stand in does not exist.
void require_folder_of(const std::filesystem::path& target);

/// A file or a folder that appears under its name only when it is complete: written under a temporary name in the same
/// folder, then flushed to disk and renamed; a folder takes the place of none or of an empty one. Without a commit
/// nothing is left behind. Throws Error naming the file: bad_input where its folder does not exist, failure where the
/// disk fails.
class FileReplacement {
public:
    explicit FileReplacement(const std::filesystem::path& target);
    /// Written under a name in the same folder that nobody else uses; what stands there is taken away.
    FileReplacement(std::filesystem::path target, std::filesystem::path temporary);
    ~FileReplacement();
    FileReplacement(const FileReplacement&) = delete;
    FileReplacement& operator=(const FileReplacement&) = delete;

    /// Where to write; ends with the target's name, so that writers which look at the ending see it.
    [[nodiscard]] const std::filesystem::path& temporary() const noexcept { return temporary_; }

    void commit();

private:
    std::filesystem::path target_;
    std::filesystem::path temporary_;
};

}  // namespace sanvat::data
